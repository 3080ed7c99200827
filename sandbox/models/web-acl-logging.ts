import { isDeepStrictEqual } from "node:util";
import type { InAccount, Model, Rule, Values } from "../model.ts";
import { exists } from "./references.ts";
import { token } from "./tokens.ts";
import { objects, str, texts, textsAt } from "./values.ts";
import { WEB_ACL, WEB_ACL_LOGGING } from "./web-acl-tokens.ts";

const put = "https://docs.aws.amazon.com/waf/latest/APIReference/API_PutLoggingConfiguration.html";
const destinations = "https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html";

const redactable = ["method", "queryString", "singleHeader", "uriPath"];

const redaction: Rule<Values> = {
  id: "web-acl-logging-redaction",
  says: `A redacted field is one of ${redactable.join(", ")}.`,
  source: put,
  refuse(values) {
    const wrong = objects(values, "redactedFields")
      .map((field) => redactable.filter((kind) => field[kind] !== undefined))
      .find((kinds) => kinds.length !== 1);
    return wrong === undefined
      ? undefined
      : `WAFInvalidParameterException: a redacted field has ${wrong.join(" and ") || "nothing"}: give each one of ${redactable.join(", ")}`;
  },
};

const filterWords: Readonly<Record<string, readonly string[]>> = {
  "loggingFilter.defaultBehavior": ["KEEP", "DROP"],
  "loggingFilter.filters.behavior": ["KEEP", "DROP"],
  "loggingFilter.filters.requirement": ["MEETS_ALL", "MEETS_ANY"],
  "loggingFilter.filters.conditions.actionCondition.action": [
    "ALLOW",
    "BLOCK",
    "COUNT",
    "CAPTCHA",
    "CHALLENGE",
    "EXCLUDED_AS_COUNT",
  ],
};

const filter: Rule<Values> = {
  id: "web-acl-logging-filter",
  says: "A filter keeps or drops what meets all or any of its conditions, which name actions of WAF.",
  source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingFilter.html",
  refuse(values) {
    for (const [path, allowed] of Object.entries(filterWords)) {
      const wrong = textsAt(values, path).find((word) => !allowed.includes(word));
      if (wrong !== undefined) {
        return `WAFInvalidParameterException: ${path} "${wrong}": use one of ${allowed.join(", ")}`;
      }
    }
    return undefined;
  },
};

const destination: Rule<InAccount> = {
  id: "web-acl-logging-destination",
  says: "An ACL logs to one log group, whose name begins with `aws-waf-logs-`.",
  source: destinations,
  refuse({ resource: { inputs } }) {
    const all = texts(inputs, "logDestinationConfigs");
    const wrong = all.find((arn) => !/^arn:aws:logs:[^:]+:\d+:log-group:aws-waf-logs-/.test(arn));
    return all.length === 1 && wrong === undefined
      ? undefined
      : `WAFInvalidParameterException: The ARN isn't valid: logDestinationConfigs ${all.join(", ") || "is empty"}: give the ARN of ` +
          "one log group whose name begins with aws-waf-logs- (streams and buckets are not modelled)";
  },
};

const once: Rule<InAccount> = {
  id: "web-acl-logging-once",
  says: "An ACL has one logging configuration: a second resource that sets it otherwise would overwrite the first.",
  source: put,
  refuse({ resource, before, account }) {
    const other = before ? undefined : account.get(WEB_ACL_LOGGING, str(resource.inputs, "resourceArn") ?? "");
    return other === undefined || isDeepStrictEqual(other.inputs, resource.inputs)
      ? undefined
      : `the web ACL ${resource.inputs.resourceArn} is logged by another resource already: keep one an ACL`;
  },
};

/** What an ACL logs of the requests that it looked at. */
export const webAclLogging: Model = {
  type: WEB_ACL_LOGGING,
  checks: [redaction, filter],
  identify: (inputs) => str(inputs, "resourceArn") ?? "",
  outputs: () => ({}),
  requires: [
    exists({
      id: "web-acl-logging-acl-exists",
      input: "resourceArn",
      type: WEB_ACL,
      noun: "web ACL",
      by: "arn",
      code: "WAFNonexistentItemException",
      source: put,
    }),
    destination,
    exists({
      id: "web-acl-logging-group-exists",
      input: "logDestinationConfigs",
      type: token.logGroup,
      noun: "log group",
      by: "arn",
      code: "WAFLogDestinationPermissionIssueException",
      source: destinations,
    }),
    once,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "logging ends at any time" },
};
