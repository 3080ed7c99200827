import type { Rule } from "../../rule.ts";

export const webAclLogged: Rule = {
  name: "web-acl-logged",
  demands: "A web ACL logs the requests that its rules matched.",
  why: "A count says that something was blocked; only the log says whether it was an attack or a customer.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-11",
      says: "WAF.11: logging should be enabled for web ACLs.",
    },
  ],
  wayOut: "Add an aws.wafv2.WebAclLoggingConfiguration.",
  enforcement: "mandatory",
  types: ["aws:wafv2/webAcl:WebAcl"],
  looksAround: true,
  check(acl, everything) {
    const logging = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
    return everything.referring(logging, "resourceArn", acl).length > 0 ? [] : ["it has no log"];
  },
};
