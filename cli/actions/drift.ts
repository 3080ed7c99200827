import { existsSync } from "node:fs";
import { openGitHubSettings } from "../../cloud/github-settings.ts";
import { openCloud } from "../../cloud/open.ts";
import { stacksIn, whichStacks } from "../../config/stacks-in.ts";
import type { Drift } from "../../delivery/drift/drift.ts";
import { type DriftMeans, stackDrift } from "../../delivery/drift/stack-drift.ts";
import { UserError } from "../../lib/user-error.ts";
import { inOrderOfPromotion } from "../../promotion/downstream.ts";
import { locateUnchecked } from "../../sandbox/run/locate.ts";
import type { Session } from "../../sandbox/run/session.ts";
import { argumentFor, workspaceFolder } from "../../sandbox/run/workspace.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { driftText } from "../texts/drift.ts";
import type { DriftFlags } from "../verbs/drift.ts";

/** `slipway drift`: compares, prints, and returns the exit code. */
export async function runDrift(argument: string | undefined, { sandbox, json }: DriftFlags): Promise<number> {
  const stacks = argument === undefined ? all(process.cwd()) : [argument];
  const drifts = await during("comparing what is declared with what is there", ({ say, note }) => {
    const compare = async () => {
      const found: Drift[] = [];
      // One after the other: a plan has the SDK of Pulumi to itself.
      for (const stack of stacks) {
        say(`comparing ${stack} with what is there`);
        found.push(await stackDrift(stack, driftMeans()));
      }
      return found;
    };
    return sandbox ? inSandbox(stacks[0] ?? "", note, compare) : compare();
  });
  print(drifts, driftText(drifts), { json });
  return exitCodeOf(drifts);
}

/** Whom this process asks: GitHub and AWS, or the sandbox that it is attached to. */
export function driftMeans(): DriftMeans {
  return { settings: openGitHubSettings(), open: openCloud, now: new Date() };
}

/** What differs outweighs what could not be read. */
export function exitCodeOf(drifts: readonly Pick<Drift, "is">[]): number {
  if (drifts.some(({ is }) => is === "differs")) {
    return exitCodes.differs;
  }
  return drifts.some(({ is }) => is === "unknown") ? exitCodes.failed : exitCodes.done;
}

function all(folder: string): readonly string[] {
  const stacks = stacksIn(folder);
  if (stacks.length === 0) {
    throw new UserError(
      `${whichStacks(folder, "here")}: name a stack file, or run it in the folder of the stack files`,
    );
  }
  return inOrderOfPromotion(folder, stacks);
}

/** The stacks of a folder are one project, which has one sandbox. */
export async function inSandbox<T>(
  argument: string,
  report: (sentence: string) => void,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const located = locateUnchecked(argument);
  if (!existsSync(workspaceFolder(located))) {
    const command = `npx slipway sandbox up ${argumentFor(located)}`;
    throw new UserError(`${located.stack} was never brought up in the sandbox: run ${command} first`);
  }
  const { withSandbox } = await import("../../sandbox/run/session.ts");
  return withSandbox(located, "drift", { report }, work);
}
