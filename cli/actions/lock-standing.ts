import { basename } from "node:path";
import { type LockHolder, stackLocks } from "../../backend/locks.ts";
import { isAlive } from "../../lib/alive.ts";
import { holderOf } from "../../sandbox/run/lock.ts";
import { type LocatedStack, parts, workspaceFolder } from "../../sandbox/run/workspace.ts";
import type { Standing } from "./standing.ts";

/** Who holds a stack in the sandbox, or held it when it was killed: the sandbox itself, or the engine in it. */
export async function lockStanding({ root, project, stack, file }: LocatedStack): Promise<Standing | undefined> {
  const folder = workspaceFolder({ root, project });
  const own = holderOf(parts.lock(folder));
  // The sandbox has one lock for all its stacks.
  const isOfThis = own && [stack, basename(file)].includes(basename(own.stack));
  const engine = own ? undefined : (await engineLocks(project, stack, folder))[0];
  const holder = isOfThis ? own : engine && { ...engine, verb: "pulumi" };
  return (
    holder && {
      is: isAlive(holder) ? "in use" : "left locked",
      isHeld: false,
      usedBy: `process ${holder.pid} (${holder.verb})`,
    }
  );
}

/** A lock that is just being written is read the next time. */
async function engineLocks(project: string, stack: string, folder: string): Promise<readonly LockHolder[]> {
  try {
    return (await stackLocks(`file://${parts.backend(folder)}`, { project, stack, folder })) ?? [];
  } catch {
    return [];
  }
}
