import { at, listOf, parsed } from "./inputs.ts";

/** A statement of a policy document of AWS. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  /** Actions that are meant by all others being named (`NotAction`). */
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** By kind (`AWS`, `Service`, `Federated`); `*` alone is `{ "*": ["*"] }`. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  /** Whom it is not about, where it is about everybody else (`NotPrincipal`). */
  readonly notPrincipals: Readonly<Record<string, readonly string[]>>;
  /** As it is written: operator, key, values. */
  readonly conditions: unknown;
}

/**
 * The statements of a policy document, which providers take as JSON or as an object; none where it is neither, a secret
 * for example.
 */
export function statementsOf(document: unknown): readonly Statement[] {
  return listOf(at(typeof document === "string" ? parsed(document) : document, "Statement")).map(statement);
}

function statement(written: unknown): Statement {
  return {
    effect: `${at(written, "Effect")}`,
    actions: texts(at(written, "Action")),
    notActions: texts(at(written, "NotAction")),
    resources: texts(at(written, "Resource")),
    notResources: texts(at(written, "NotResource")),
    principals: principals(at(written, "Principal")),
    notPrincipals: principals(at(written, "NotPrincipal")),
    conditions: at(written, "Condition"),
  };
}

function principals(written: unknown): Record<string, readonly string[]> {
  if (typeof written !== "object" || written === null) {
    return written === undefined ? {} : { [`${written}`]: [`${written}`] };
  }
  return Object.fromEntries(Object.entries(written).map(([kind, names]) => [kind, texts(names)]));
}

function texts(value: unknown): string[] {
  return listOf(value).map((one) => `${one}`);
}
