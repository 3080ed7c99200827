import type { ResourceStatement } from "../cloud/aws/foundation/resource-policy.ts";

/** A stack of another account, and whose it is. */
export interface Guest {
  readonly project: string;
  readonly stack: string;
  readonly accountId: string;
}

/** Statements that give an account what a policy of the thing itself may give; each has a `Sid` of the guest's own. */
export function letIn(
  { project, stack, accountId }: Guest,
  statements: readonly { readonly Sid?: string }[],
): readonly ResourceStatement[] {
  return statements.map((statement) => ({
    ...statement,
    Sid: [
      "Slipway",
      ...[project, stack].flatMap((word) => word.split(/[^A-Za-z0-9]+/)).map(capital),
      statement.Sid,
    ].join(""),
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
  }));
}

/** AWS takes letters and digits in a `Sid` and nothing between them. */
function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
