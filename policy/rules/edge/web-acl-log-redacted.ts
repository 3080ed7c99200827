import { at, listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

const credentials = ["authorization", "cookie"];

export const webAclLogRedacted: Rule = {
  name: "web-acl-log-redacted",
  demands: "The log of a web ACL leaves out the headers that hold credentials.",
  why: "Whoever reads the log can take over the sessions in it.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/waf/latest/developerguide/logging-management-configure.html",
      says: "Fields that should not be in the log are named as redacted fields.",
    },
  ],
  wayOut: 'List {singleHeader: {name: "authorization"}} and {singleHeader: {name: "cookie"}} in redactedFields.',
  enforcement: "mandatory",
  types: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
  looksAround: false,
  check({ inputs }) {
    const redacted = listOf(inputs.redactedFields).map((field) => `${at(field, "singleHeader.name")}`.toLowerCase());
    return credentials.filter((header) => !redacted.includes(header)).map((header) => `it shows the header ${header}`);
  },
};
