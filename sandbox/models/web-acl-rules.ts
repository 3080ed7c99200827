import type { Rule, Values } from "../model.ts";
import { num, object, objects, str } from "./values.ts";

const api = "https://docs.aws.amazon.com/waf/latest/APIReference/";
const units = "https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html";
const mostUnits = 5000;

/** Capacity units of the groups of rules that AWS gives for nothing. */
const groupUnits: Readonly<Record<string, number>> = {
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesLinuxRuleSet: 200,
  AWSManagedRulesPHPRuleSet: 100,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesUnixRuleSet: 100,
  AWSManagedRulesWindowsRuleSet: 200,
  AWSManagedRulesWordPressRuleSet: 100,
};

/** The kinds of statement that the sandbox knows, and what each costs. */
const statements: Readonly<Record<string, (statement: Values) => number>> = {
  ipSetReferenceStatement: () => 1,
  managedRuleGroupStatement: (group) => groupUnits[str(group, "name") ?? ""] ?? 0,
  rateBasedStatement: () => 2,
};

function kindsOf(rule: Values): readonly string[] {
  return Object.keys(object(rule, "statement")).filter((kind) => kind !== "__defaults");
}

/** Capacity units of all rules of an ACL. */
export function capacity(values: Values): number {
  return objects(values, "rules")
    .flatMap((rule) => Object.entries(object(rule, "statement")))
    .map(([kind, statement]) => statements[kind]?.(object({ statement }, "statement")) ?? 0)
    .reduce((sum, one) => sum + one, 0);
}

const exactlyOne = (values: Values, keys: readonly string[]) => keys.filter((key) => values[key] !== undefined);

const defaultAction: Rule<Values> = {
  id: "web-acl-default-action",
  says: "`defaultAction` is either `allow` or `block`.",
  source: `${api}API_DefaultAction.html`,
  refuse(values) {
    const given = exactlyOne(object(values, "defaultAction"), ["allow", "block"]);
    return given.length === 1
      ? undefined
      : `WAFInvalidParameterException: defaultAction has ${given.join(" and ") || "nothing"}: give allow or block`;
  },
};

const ruleIdentity: Rule<Values> = {
  id: "web-acl-rule-identity",
  says: "Names and priorities of the rules of an ACL are each different.",
  source: `${api}API_Rule.html`,
  refuse(values) {
    for (const key of ["name", "priority"]) {
      const all = objects(values, "rules").map((rule) => rule[key]);
      const twice = all.find((one, at) => all.indexOf(one) !== at);
      if (twice !== undefined) {
        return `WAFInvalidParameterException: two rules have the ${key} ${twice}: give each its own`;
      }
    }
    return undefined;
  },
};

const ruleAction: Rule<Values> = {
  id: "web-acl-rule-action",
  says: "A rule with a group of rules has an `overrideAction`, `none` or `count`; any other rule has one `action`.",
  source: `${api}API_Rule.html`,
  refuse(values) {
    for (const rule of objects(values, "rules")) {
      const isGroup = kindsOf(rule).includes("managedRuleGroupStatement");
      const [key, other, allowed] = isGroup
        ? (["overrideAction", "action", ["none", "count"]] as const)
        : (["action", "overrideAction", ["allow", "block", "count", "captcha", "challenge"]] as const);
      const given = exactlyOne(object(rule, key), allowed);
      if (given.length !== 1 || rule[other] !== undefined) {
        return (
          `WAFInvalidParameterException: rule ${rule.name}: You must specify exactly one ${key}, and no ${other}: ` +
          `give one of ${allowed.join(", ")}`
        );
      }
    }
    return undefined;
  },
};

const statementKind: Rule<Values> = {
  id: "web-acl-rule-statement",
  says: `A rule has one statement; the sandbox knows ${Object.keys(statements).join(", ")} and AWS's free groups.`,
  source: `${api}API_Statement.html`,
  refuse(values) {
    for (const rule of objects(values, "rules")) {
      const kinds = kindsOf(rule);
      const [kind = ""] = kinds;
      if (kinds.length !== 1 || statements[kind] === undefined) {
        return (
          `WAFInvalidParameterException: rule ${rule.name} has the statements ${kinds.join(", ") || "none"}: give one of ` +
          `${Object.keys(statements).join(", ")}, or add yours to sandbox/models/web-acl-rules.ts`
        );
      }
      const group = object(object(rule, "statement"), "managedRuleGroupStatement");
      if (kind === "managedRuleGroupStatement" && groupUnits[str(group, "name") ?? ""] === undefined) {
        return (
          `WAFNonexistentItemException: rule ${rule.name}: no managed group ${group.vendorName}/${group.name} is known: ` +
          `use one of ${Object.keys(groupUnits).join(", ")}`
        );
      }
    }
    return undefined;
  },
};

const rateLimit: Rule<Values> = {
  id: "web-acl-rate",
  says: "A rate is 10 to 2,000,000,000 requests in 60, 120, 300 or 600 seconds.",
  source: `${api}API_RateBasedStatement.html`,
  refuse(values) {
    for (const rule of objects(values, "rules")) {
      const rate = object(object(rule, "statement"), "rateBasedStatement");
      const limit = num(rate, "limit");
      const seconds = num(rate, "evaluationWindowSec") ?? 300;
      if (limit !== undefined && (limit < 10 || limit > 2_000_000_000 || ![60, 120, 300, 600].includes(seconds))) {
        return (
          `WAFInvalidParameterException: rule ${rule.name}: ${limit} requests in ${seconds} seconds: use 10 to 2000000000 ` +
          "in 60, 120, 300 or 600 seconds"
        );
      }
    }
    return undefined;
  },
};

const fits: Rule<Values> = {
  id: "web-acl-capacity",
  says: `The rules of an ACL take at most ${mostUnits} capacity units; over 1,500 cost more.`,
  source: units,
  refuse(values) {
    const all = capacity(values);
    return all <= mostUnits
      ? undefined
      : `WAFLimitsExceededException: the rules take ${all} capacity units, ${mostUnits} are allowed: take out a group`;
  },
};

/** Rules on the inputs of an ACL alone. */
export const aclChecks: readonly Rule<Values>[] = [
  defaultAction,
  ruleIdentity,
  statementKind,
  ruleAction,
  rateLimit,
  fits,
];
