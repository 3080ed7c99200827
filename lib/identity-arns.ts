import { physicalName } from "./names.ts";

export interface IdentityPlace {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly accountId: string;
}

/** ARNs of what says who may do what in a stack: its policies name one another before they are there. */
export interface IdentityArns {
  /** The roles that jobs of GitHub take. */
  readonly deploy: string;
  readonly preview: string;
  /** What every other role of the stack is bound by. */
  readonly boundary: string;
  /** Roles of the stack: a pattern, which the two of GitHub's jobs match too. */
  readonly roles: string;
  /** Policies of the stack that stand by themselves: a pattern. */
  readonly policies: string;
}

/** Works them out from the names. */
export function identityArns({ prefix, accountId }: IdentityPlace): IdentityArns {
  const role = (name: string) => `arn:aws:iam::${accountId}:role/${physicalName("role", prefix, name)}`;
  return {
    deploy: role("deploy"),
    preview: role("preview"),
    boundary: `arn:aws:iam::${accountId}:policy/${physicalName("policy", prefix, "boundary")}`,
    roles: `arn:aws:iam::${accountId}:role/${prefix}-*`,
    policies: `arn:aws:iam::${accountId}:policy/${prefix}-*`,
  };
}
