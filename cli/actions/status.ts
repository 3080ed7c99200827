import { existsSync } from "node:fs";
import { openCloud } from "../../cloud/open.ts";
import { stacksIn, whichStacks } from "../../config/stacks-in.ts";
import { UserError } from "../../lib/user-error.ts";
import { inOrderOfPromotion } from "../../promotion/downstream.ts";
import { openStage } from "../../promotion/open-stage.ts";
import type { Stage } from "../../promotion/stage.ts";
import { stageStatus } from "../../promotion/status.ts";
import { workspaceFolder } from "../../sandbox/run/workspace.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { statusText } from "../texts/status.ts";
import type { StatusFlags } from "../verbs/status.ts";

/** `slipway status`: asks for all stacks of the working directory at the same time, and prints. */
export async function runStatus(flags: StatusFlags): Promise<number> {
  const folder = process.cwd();
  const stacks = stacksIn(folder);
  if (stacks.length === 0) {
    throw new UserError(`${whichStacks(folder, "here")}: run it in the folder of the stack files`);
  }
  const all = await during(`asking for ${stacks.join(", ")}`, async ({ note }) => {
    const stages: Stage[] = [];
    // One after the other: the first one of a sandbox changes the environment for all.
    for (const stack of inOrderOfPromotion(folder, stacks)) {
      stages.push(await openStage(stack, flags, note));
    }
    return attached(stages, note, () => Promise.all(stages.map((stage) => stageStatus(stage, { open: openCloud }))));
  });
  print(all, statusText(all), flags);
  return exitCodes.done;
}

/** The stacks of a folder are one project, which has one sandbox: it is started once for all of them. */
async function attached<T>(
  [first]: readonly Stage[],
  say: (sentence: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  if (!first?.isSandbox || !existsSync(workspaceFolder(first.located))) {
    return work();
  }
  const { withSandbox } = await import("../../sandbox/run/session.ts");
  return withSandbox(first.located, "status", { report: say }, work);
}
