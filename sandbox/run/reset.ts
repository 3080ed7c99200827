import { stacksIn } from "../../config/stacks-in.ts";
import { isAlive } from "../../lib/alive.ts";
import { UserError } from "../../lib/user-error.ts";
import { heldSentence, holderOf } from "./lock.ts";
import { type LocatedStack, parts, removeWorkspace, workspaceFolder } from "./workspace.ts";

/** What a reset forgets: every stack of the project, since they share accounts. Damaged state is not read for it. */
export function heldBySandbox(located: LocatedStack): readonly string[] {
  return stacksIn(workspaceFolder(located));
}

/**
 * Forgets everything of a project's sandbox, unless a run is using it.
 *
 * @returns whether there was anything
 */
export function reset(located: LocatedStack): boolean {
  const held = holderOf(parts.lock(workspaceFolder(located)));
  if (held && isAlive(held)) {
    throw new UserError(heldSentence(located.project, held));
  }
  return removeWorkspace(located);
}
