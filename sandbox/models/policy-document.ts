import { matches } from "../../lib/wildcards.ts";
import type { Values } from "../model.ts";
import { isObject, objects, textsAt } from "./values.ts";

/** A policy as the provider takes it, JSON text or an object; a sentence when it is neither. */
export function readPolicy(policy: unknown): Values | string {
  if (isObject(policy)) {
    return policy;
  }
  try {
    const document: unknown = JSON.parse(String(policy));
    return isObject(document) ? document : "is JSON, but no object";
  } catch (error) {
    return `is no JSON (${error instanceof Error ? error.message : error})`;
  }
}

/** The text that IAM keeps of a policy. */
export function policyText(policy: unknown): string {
  return typeof policy === "string" ? policy : JSON.stringify(policy ?? {});
}

/** A policy without the white space that IAM does not count. */
export function compactPolicy(policy: unknown): string {
  const document = readPolicy(policy);
  return typeof document === "string" ? policyText(policy) : JSON.stringify(document);
}

/** The statements of a policy; none when it cannot be read. */
export function statementsOf(policy: unknown): readonly Values[] {
  const document = readPolicy(policy);
  return typeof document === "string" ? [] : objects(document, "Statement");
}

/**
 * What IAM refuses in a policy.
 *
 * @param kind whether it says who may take a role (`trust`) or what the role may do (`identity`)
 */
export function refusePolicy(policy: unknown, kind: "trust" | "identity"): string | undefined {
  const document = readPolicy(policy);
  if (typeof document === "string") {
    return `${document}: write {"Version": "2012-10-17", "Statement": [...]}`;
  }
  if (document.Version !== undefined && !["2012-10-17", "2008-10-17"].includes(String(document.Version))) {
    return `has Version "${document.Version}": use "2012-10-17"`;
  }
  const statements = objects(document, "Statement");
  if (statements.length === 0) {
    return "has no Statement: give at least one";
  }
  return statements.map((statement) => refuseStatement(statement, kind)).find((refusal) => refusal !== undefined);
}

function refuseStatement(statement: Values, kind: "trust" | "identity"): string | undefined {
  const has = (...keys: readonly string[]) => keys.some((key) => statement[key] !== undefined);
  if (!["Allow", "Deny"].includes(String(statement.Effect))) {
    return `has a statement with Effect "${statement.Effect}": use Allow or Deny`;
  }
  if (!has("Action", "NotAction")) {
    return "has a statement without Action: name at least one";
  }
  if (kind === "trust") {
    if (!has("Principal", "NotPrincipal")) {
      return "has a statement without Principal: say who may take the role";
    }
    return has("Resource", "NotResource") ? "has a prohibited field Resource: a trust policy has none" : undefined;
  }
  if (has("Principal", "NotPrincipal")) {
    return "has a prohibited field Principal: the policy of a role has none";
  }
  return has("Resource", "NotResource")
    ? refuseWords(statement)
    : "has a statement without Resource: name at least one";
}

function refuseWords(statement: Values): string | undefined {
  const action = [...textsAt(statement, "Action"), ...textsAt(statement, "NotAction")].find(
    (one) => one !== "*" && !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(one),
  );
  const resource = [...textsAt(statement, "Resource"), ...textsAt(statement, "NotResource")].find(
    (one) => one !== "*" && !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(one),
  );
  if (action !== undefined) {
    return `has the action "${action}": write <service>:<action>, for example s3:GetObject`;
  }
  return resource === undefined ? undefined : `has the resource "${resource}", which must be an ARN or "*"`;
}

/**
 * Whether IAM would let an action through, by the statements of all policies together: allowed once and denied never.
 *
 * @param context values of condition keys, one each; of any other key only a negated condition is met, as in IAM
 */
export function evaluate(
  statements: readonly Values[],
  action: string,
  resource: string,
  context: Readonly<Record<string, string>> = {},
): boolean {
  const effects = statements
    .filter((statement) => covers(statement, "Action", action) && covers(statement, "Resource", resource))
    .filter((statement) => conditionsMet(statement, context))
    .map(({ Effect }) => Effect);
  return effects.includes("Allow") && !effects.includes("Deny");
}

/** The name of an action may be written in any case. */
function covers(statement: Values, key: "Action" | "Resource", value: string): boolean {
  const cased = (text: string) => (key === "Action" ? text.toLowerCase() : text);
  const some = (name: string) => textsAt(statement, name).some((pattern) => matches(cased(pattern), cased(value)));
  return statement[`Not${key}`] === undefined ? some(key) : !some(`Not${key}`);
}

function conditionsMet(statement: Values, context: Readonly<Record<string, string>>): boolean {
  return Object.entries(isObject(statement.Condition) ? statement.Condition : {}).every(
    ([operator, keys]) =>
      isObject(keys) &&
      Object.entries(keys).every(([key, wanted]) =>
        conditionMet(operator, (Array.isArray(wanted) ? wanted : [wanted]).map(String), context[key]),
      ),
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
function conditionMet(operator: string, wanted: readonly string[], value: string | undefined): boolean {
  const [, ofSet, plain = operator] = /^(ForAllValues|ForAnyValue):(.*)$/.exec(operator) ?? [];
  if (plain === "Null") {
    return wanted.includes(String(value === undefined));
  }
  if (value === undefined) {
    return ofSet === undefined ? plain.includes("Not") : ofSet === "ForAllValues";
  }
  switch (plain) {
    case "Bool":
    case "StringEquals":
      return wanted.includes(value);
    case "StringNotEquals":
      return !wanted.includes(value);
    case "StringLike":
    case "ArnLike":
    case "ArnEquals":
      return wanted.some((pattern) => matches(pattern, value));
    default:
      return false;
  }
}
