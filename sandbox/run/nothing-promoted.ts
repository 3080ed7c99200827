import { type NothingPromoted, nothingPromotedText } from "../../config/nothing-promoted.ts";
import { readStackOrNothing } from "../../config/read-stack.ts";
import { readState } from "./state.ts";
import { type LocatedStack, workspaceFolder } from "./workspace.ts";

/** A stack that waits for its first promotion, and what people are told. */
export interface Waiting {
  readonly nothingPromoted: NothingPromoted;
  readonly says: string;
}

/**
 * Whether a stack waits for its first promotion and has nothing in the sandbox: then the engine need not start, and the
 * command is named as from where this one was typed. Where there is something, the program refuses.
 */
export function waitingIn(located: LocatedStack): Waiting | undefined {
  const { resolved } = readStackOrNothing(located.file, process.cwd());
  const held = readState({ ...located, folder: workspaceFolder(located) })?.resources ?? [];
  if (!("nothingPromoted" in resolved) || held.length > 0) {
    return undefined;
  }
  const { nothingPromoted } = resolved;
  return { nothingPromoted, says: nothingPromotedText(located.stack, nothingPromoted, located.file, true) };
}
