import { member } from "../../lib/member.ts";

/** A secret, of which GitHub tells everything but the value. */
export interface SecretFound {
  readonly name: string;
  /** When its value was set, ISO 8601. */
  readonly updatedAt: string;
}

export function secretOf({ name, updated_at: updatedAt }: { readonly name: string; readonly updated_at: string }) {
  return { name, updatedAt };
}

export function variablesOf(
  variables: readonly { readonly name: string; readonly value: string }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

export function isNotFound(error: unknown): boolean {
  return member(error, "status") === 404;
}
