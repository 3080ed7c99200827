import { existsSync } from "node:fs";
import { openCloud } from "../../cloud/open.ts";
import { stacksIn, whichStacks } from "../../config/stacks-in.ts";
import { UserError } from "../../lib/user-error.ts";
import { inOrderOfPromotion } from "../../promotion/downstream.ts";
import { openStage } from "../../promotion/open-stage.ts";
import type { Stage } from "../../promotion/stage.ts";
import { type StatusMeans, stageStatus } from "../../promotion/status.ts";
import { heldSentence, holderOf } from "../../sandbox/run/lock.ts";
import { type LocatedStack, parts, workspaceFolder } from "../../sandbox/run/workspace.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { statusText } from "../texts/status.ts";
import type { StatusFlags } from "../verbs/status.ts";

/** `slipway status`: asks for all stacks of the working directory, or for one, at the same time, and prints. */
export async function runStatus(stack: string | undefined, flags: StatusFlags): Promise<number> {
  const folder = process.cwd();
  const stacks = stacksIn(folder);
  if (stacks.length === 0) {
    throw new UserError(`${whichStacks(folder, "here")}: run it in the folder of the stack files`);
  }
  const wanted = stack === undefined ? inOrderOfPromotion(folder, stacks) : [stack];
  const all = await during(`asking for ${wanted.join(", ")}`, async ({ note }) => {
    const stages: Stage[] = [];
    // One after the other: the first one of a sandbox changes the environment for all.
    for (const one of wanted) {
      stages.push(await openStage(one, flags, note));
    }
    return attached(stages, note, (means) => Promise.all(stages.map((stage) => stageStatus(stage, means))));
  });
  print(all, statusText(all), flags);
  return exitCodes.done;
}

/** The stacks of a folder are one project, which has one sandbox: it is started once for all of them. */
async function attached<T>(
  [first]: readonly Stage[],
  say: (sentence: string) => void,
  work: (means: StatusMeans) => Promise<T>,
): Promise<T> {
  const means: StatusMeans = { open: openCloud };
  if (!first?.isSandbox || !existsSync(workspaceFolder(first.located))) {
    return work(means);
  }
  const held = meansWhileHeld(first.located);
  if (held) {
    return work(held);
  }
  const { withSandbox } = await import("../../sandbox/run/session.ts");
  return withSandbox(first.located, "status", { report: say }, () => work(means));
}

/** While another run has the sandbox, what is deployed can be read all the same; what runs cannot, and says why. */
export function meansWhileHeld(located: LocatedStack): StatusMeans | undefined {
  const holder = holderOf(parts.lock(workspaceFolder(located)));
  return (
    holder && {
      open() {
        throw new UserError(heldSentence(located.project, holder));
      },
    }
  );
}
