import { dirname } from "node:path";
import { runEngine } from "../backend/engine-run.ts";
import { allUpdates } from "../backend/history.ts";
import { type Pulumi, pulumiIn } from "../backend/pulumi.ts";
import { upArguments } from "../backend/up-arguments.ts";
import { gitOrFail } from "../git/git.ts";
import { messageOf } from "../lib/message-of.ts";
import type { LocatedStack } from "../sandbox/run/workspace.ts";
import { type Changes, changesOf } from "./change.ts";
import type { Report } from "./report.ts";

/** What one run of the engine did, or would do. */
export interface Run extends Changes {
  readonly succeeded: boolean;
  readonly errors: readonly string[];
}

/** The engine on one stack. */
export interface Engine {
  /** What an `up` would change; the state stays as it is. */
  preview(): Promise<Run>;
  /** Brings the stack up, but for what is on GitHub: a job's token may not change that. */
  up(): Promise<Run>;
  /** The newest update, whatever came of it. */
  newestUpdate(): Promise<Report["update"]>;
}

/** Works with the engine, which is only started for that. */
export type WithEngine = <T>(work: (engine: Engine) => Promise<T>) => Promise<T>;

/** Works with the engine on a stack: in the backend that it is logged in to, or in the sandbox, started for as long. */
export async function withEngine<T>(
  located: LocatedStack,
  verb: string,
  { sandbox, say }: { readonly sandbox?: true; readonly say: (sentence: string) => void },
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  if (!sandbox) {
    return work(engineIn(dirname(located.file), located));
  }
  const { openStack, withSandbox } = await import("../sandbox/run/session.ts");
  return withSandbox(located, verb, { report: say }, async ({ workspace }) => {
    await openStack(workspace);
    return work(engineIn(workspace.folder, located));
  });
}

function engineIn(folder: string, { root, stack }: LocatedStack): Engine {
  return {
    preview: async () => runOf(await runEngine(folder, stack, ["preview"])),
    up: async () => {
      const title = await gitOrFail(root, "log", "-1", "--format=%s");
      return runOf(await runEngine(folder, stack, upArguments(title)));
    },
    newestUpdate: () => newestUpdate(pulumiIn(folder, stack)),
  };
}

function runOf({ succeeded, steps, errors }: Awaited<ReturnType<typeof runEngine>>): Run {
  return { succeeded, errors, ...changesOf(steps) };
}

async function newestUpdate(pulumi: Pulumi): Promise<Report["update"]> {
  try {
    const [newest] = await allUpdates(pulumi);
    return newest && { number: newest.number, startTime: newest.startTime, result: newest.result };
  } catch (error) {
    if (messageOf(error).includes("no stack named")) return undefined;
    throw error;
  }
}

/** What the engine said in failing; it does not always say why. */
export function said(errors: readonly string[]): readonly string[] {
  return errors.length > 0 ? errors : ["the engine failed: what it said is in the log of this job"];
}
