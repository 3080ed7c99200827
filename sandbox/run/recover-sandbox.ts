import { rmSync } from "node:fs";
import { pulumiIn } from "../../backend/pulumi.ts";
import type { Cloud } from "../../cloud/cloud.ts";
import { isAlive } from "../../lib/alive.ts";
import { UserError } from "../../lib/user-error.ts";
import { type Holder, holderOf } from "./lock.ts";
import { type Recovery, recover } from "./recover.ts";
import { withSandbox } from "./session.ts";
import { readState } from "./state.ts";
import { type LocatedStack, parts, workspaceFolder } from "./workspace.ts";

/** Puts a stack of the sandbox in order: the sandbox's own lock first, then the engine's and the state. */
export async function recoverSandbox(
  located: LocatedStack,
  cloud: Pick<Cloud, "find">,
  report: (sentence: string) => void,
): Promise<Recovery> {
  const folder = workspaceFolder(located);
  if (!readState({ ...located, folder })) {
    throw new UserError(
      `${located.project} ${located.stack} was never brought up in the sandbox, so nothing is to recover`,
    );
  }
  const killed = dropOwnLock(parts.lock(folder));
  const recovery = await withSandbox(located, "recover", { faults: [], report }, ({ workspace }) =>
    recover(pulumiIn(workspace.folder, workspace.stack), cloud, workspace.stack),
  );
  return {
    ...recovery,
    droppedLock: recovery.droppedLock || killed !== undefined,
    ...(killed && { killed: { verb: killed.verb, stack: killed.stack } }),
  };
}

/** Drops the lock of a dead process, and says whose it was; one that lives keeps it, and taking it then says who that is. */
function dropOwnLock(file: string): Holder | undefined {
  const held = holderOf(file);
  if (!held || isAlive(held)) return undefined;
  rmSync(file, { force: true });
  return held;
}
