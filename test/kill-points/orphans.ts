import type { StateResource } from "../../sandbox/run/state.ts";
import type { InAccount } from "../support/end-to-end/project-copy.ts";
import { textsIn } from "../support/end-to-end/state.ts";

/**
 * What is in an account and in no state, what is in the state and in no account, and what the state has twice: a
 * sentence each. The account and the state of a run that nobody has killed give none.
 */
export function oddities(accounts: readonly InAccount[], state: readonly StateResource[]): readonly string[] {
  // A random value and a provider are in the state alone.
  const held = state.filter(({ custom, type }) => custom && !/^(pulumi|random):/.test(type));
  const inState = new Map<string, number>();
  for (const { type, id } of held) inState.set(`${type} ${id}`, (inState.get(`${type} ${id}`) ?? 0) + 1);
  const inAccounts = new Set(accounts.map(({ type, id }) => `${type} ${id}`));
  const mentioned = new Set(state.flatMap(({ outputs }) => textsIn(outputs)));
  const orphans = accounts.filter((one) => !inState.has(`${one.type} ${one.id}`) && !isPartOf(one, mentioned));
  return [
    ...orphans.map(({ account, type, id }) => `orphaned in ${account}: ${type} ${id}`),
    ...[...inState].filter(([one]) => !inAccounts.has(one)).map(([one]) => `in the state alone: ${one}`),
    ...[...inState].filter(([, times]) => times > 1).map(([one, times]) => `${times} times in the state: ${one}`),
  ];
}

/**
 * What AWS makes by itself with something else: the password of a database, a revision, a deployment, a stream of a log.
 * Its id begins with the ARN or the name of what it belongs to, or is one that the other tells. A revision that was
 * deregistered stays with AWS for good.
 */
function isPartOf({ type, id, outputs }: InAccount, mentioned: ReadonlySet<string>): boolean {
  const isManaged = type.startsWith("sandbox:") || id.includes(":secret:rds!");
  return isManaged && (outputs.status === "INACTIVE" || mentioned.has(id.split(/[ |]/)[0] ?? ""));
}
