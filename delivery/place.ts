import type { Stack } from "../config/stack.ts";
import { physicalName } from "../lib/names.ts";

/** Where a job of GitHub works on one stack: what it needs before it can ask anybody anything. */
export interface JobPlace {
  readonly accountId: string;
  readonly region: string;
  /** ARN of the role that may change the stack, and of the one that may only look. */
  readonly deployRole: string;
  readonly previewRole: string;
  /** What `pulumi login` takes; absent where the place does not say. */
  readonly backend?: string;
}

/** Works it out from the stack file alone: a job has no right yet. */
export function jobPlace({ prefix, account }: Stack): JobPlace {
  const role = (name: string) => `arn:aws:iam::${account.accountId}:role/${physicalName("role", prefix, name)}`;
  return {
    accountId: account.accountId,
    region: account.region,
    deployRole: role("deploy"),
    previewRole: role("preview"),
    ...(account.state && { backend: account.state.url }),
  };
}
