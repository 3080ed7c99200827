import { mkdirSync, symlinkSync } from "node:fs";
import { dirname } from "node:path";
import { runEngine } from "../../backend/engine-run.ts";
import { upArguments } from "../../backend/up-arguments.ts";
import { UserError } from "../../lib/user-error.ts";
import { takeLock } from "../../sandbox/run/lock.ts";
import { progressOn } from "../../sandbox/run/progress.ts";
import { argumentFor, type LocatedStack, parts, workspaceFolder } from "../../sandbox/run/workspace.ts";
import type { Stage } from "../stage.ts";

/** A stage, and where its files are as they are to be deployed. */
export interface Applied {
  readonly stage: Stage;
  /** In a working tree of their own. */
  readonly there: LocatedStack;
  /** What the update is called in Pulumi's history. */
  readonly title: string;
  readonly say: (sentence: string) => void;
}

/** Brings the stage to what its files say, without a preview that nobody would look at. */
export async function bringUp(applied: Applied): Promise<void> {
  const { stage, there, title } = applied;
  if (stage.isSandbox) {
    return bringUpInSandbox(applied);
  }
  const { succeeded, errors } = await runEngine(dirname(there.file), there.stack, upArguments(title));
  if (!succeeded) {
    throw new UserError(errors.join("\n") || "the engine said nothing: what it printed is above");
  }
}

/** The sandbox of the checkout, for the program of the working tree: one account, one backend. */
async function bringUpInSandbox({ stage: { located }, there, say }: Applied): Promise<void> {
  const from = workspaceFolder(located);
  const to = workspaceFolder(there);
  const unlock = takeLock(parts.lock(from), "rollback", located.project, argumentFor(located));
  try {
    mkdirSync(to, { recursive: true });
    for (const part of [parts.accounts, parts.backend, parts.home, parts.passphrase]) {
      symlinkSync(part(from), part(to));
    }
    const { withSandbox } = await import("../../sandbox/run/session.ts");
    const { apply } = await import("../../sandbox/run/up.ts");
    await withSandbox(there, "rollback", { report: say }, (session) => apply(session, progressOn(process.stderr)));
  } finally {
    unlock();
  }
}
