import { isAlive } from "../lib/alive.ts";
import { UserError } from "../lib/user-error.ts";
import type { Pulumi } from "./pulumi.ts";

/**
 * Does what needs the engine's lock. If runs of this host that are dead hold it, it is taken from them; from anyone
 * else it is not.
 *
 * @returns whether a lock was dropped
 */
export async function dropDeadLock(pulumi: Pulumi, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    const holders = lockHolders(error instanceof Error ? error.message : "");
    if (holders.length === 0) throw error;
    const alive = holders.find((holder) => isAlive(holder));
    if (alive) {
      throw new UserError(
        `the stack is locked by process ${alive.pid} on ${alive.host} since ${alive.since}: wait for it to end; ` +
          `if it is on another machine and surely dead, drop the lock there with \`pulumi cancel\``,
      );
    }
  }
  await pulumi(["cancel", "--yes"]);
  await work();
  return true;
}

/** Who holds the engine's lock, from its own words: `created by <user>@<host> (pid <pid>) at <time>`. */
export function lockHolders(
  message: string,
): readonly { readonly pid: number; readonly host: string; readonly since: string }[] {
  return [...message.matchAll(/created by \S*@(\S+) \(pid (\d+)\) at (\S+)/g)].map(
    ([, host = "", pid, since = ""]) => ({
      host,
      pid: Number(pid),
      since,
    }),
  );
}
