import { listOf } from "./inputs.ts";
import type { Statement } from "./statements.ts";

/**
 * Operators that let through only what has one of the values. Those with `Not` let everything else through, those with
 * `IfExists` and `ForAllValues` also what has no value at all, and `Bool` and `Null` name nobody.
 */
const demanding = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|IpAddress)$/i;

/** Names of what a statement is narrowed down by, in lower case, for example `iam:passedtoservice`. */
export function boundBy({ conditions }: Statement): readonly string[] {
  return Object.entries(Object(conditions))
    .filter(([operator]) => demanding.test(operator))
    .flatMap(([, tested]) => Object.entries(Object(tested)))
    .filter(([, values]) => listOf(values).length > 0 && listOf(values).every(narrows))
    .map(([key]) => key.toLowerCase());
}

/** Keys that say who asks, or for whom; a tag does not, as everybody puts tags on what is theirs. */
const who =
  /^(aws:(source(account|arn|owner|orgid|orgpaths|vpc|vpce|ip)|principal(account|arn|orgid|orgpaths))|kms:calleraccount)$/;

/** Whether a statement lets everybody, or everybody but some, do something, and says in no condition who may. */
export function isForEverybody(statement: Statement): boolean {
  const { effect, principals, notPrincipals } = statement;
  const isOfAll =
    Object.keys(notPrincipals).length > 0 || Object.values(principals).some((names) => names.includes("*"));
  return effect === "Allow" && isOfAll && !boundBy(statement).some((key) => who.test(key));
}

/** Whether a statement says for which account or resource a service of AWS may. */
export function namesSource(statement: Statement): boolean {
  return boundBy(statement).some((key) =>
    /^(aws:source(account|arn|orgid|orgpaths)|kms:calleraccount|kms:encryptioncontext:.+)$/.test(key),
  );
}

/** Whether a value stands for less than all: a star alone is everything, and so are every address, and ARNs of every account. */
export function narrows(value: unknown): boolean {
  const text = `${value}`;
  if (/^[*?]*$/.test(text) || text.endsWith("/0")) {
    return false;
  }
  const [scheme, , , , account, resource = "*"] = text.split(":");
  const isOfEveryone = account === "" ? resource.startsWith("*") : /[*?]/.test(account ?? "*");
  return scheme !== "arn" || !isOfEveryone;
}
