import { allUpdates, type NumberedUpdate } from "../../backend/history.ts";
import { readStackText } from "../../config/stack-file.ts";
import { gitOrFail } from "../../git/git.ts";
import { Refusal } from "../../lib/user-error.ts";
import { freightOf } from "../freight.ts";
import type { Deployment, StageHistory } from "../history/deployment.ts";
import { isValues, updateFreight } from "../history/update-freight.ts";
import { programAt } from "../program.ts";
import { pairIn } from "../promote/chosen-freight.ts";
import type { Stage } from "../stage.ts";

/** What a rollback goes back from. */
export interface Left extends Omit<Deployment, "verdict" | "rejected"> {
  /** How it came to be there: an update that did not end well has changed something all the same. */
  readonly state: "deployed" | "failed" | "cut off";
  /** It runs, by the word of a backend whose locks cannot be seen. */
  readonly isRunning?: true;
}

/**
 * What is in a stage now: the newest deployment, or what an update after it was about to deploy when it failed or was
 * cut off. That is the usual reason to go back, to the very deployment before it.
 */
export async function leftIn(stage: Stage, history: StageHistory): Promise<Left> {
  const { stack, deployments, nothing = "its history is empty" } = history;
  const [newest] = deployments;
  if (!newest) {
    throw new Refusal(`there is nothing in ${stack} to go back to: ${nothing}`);
  }
  const attempt = (await failedSince(stage, history)) ?? (await cutOffSince(stage, history));
  const isOther = attempt !== undefined && attempt.freight?.pair !== newest.freight?.pair;
  return isOther ? attempt : { ...newest, state: "deployed" };
}

/** What the newest update after a deployment was about to deploy, as Pulumi's history has it. */
async function failedSince(
  stage: Stage,
  { deployments: [newest], unsettled }: StageHistory,
): Promise<Left | undefined> {
  if (!newest || unsettled === undefined) return undefined;
  const [last] = await failedUpdates(stage, newest.update);
  if (last?.isRunning) {
    throw new Refusal(
      `update ${last.update} of ${stage.located.stack} has been running since ${last.at}: wait for its end, or cancel it where it runs, and run this again`,
    );
  }
  return last;
}

/** Updates after another one that did not end well, the newest first: what they got to is there all the same. */
export async function failedUpdates({ located, pulumi }: Stage, after: number): Promise<readonly Left[]> {
  const updates = await allUpdates(pulumi);
  const failed = updates.filter(
    ({ kind, number, result }) => kind === "update" && number > after && result !== "succeeded",
  );
  return await Promise.all(failed.map((update) => leftBy(located.root, update)));
}

async function leftBy(root: string, update: NumberedUpdate): Promise<Left> {
  const { number, result, startTime, endTime = startTime, commit, isDirty, config } = update;
  const environment = config["slipway:environment"];
  return {
    update: number,
    at: endTime,
    ...(commit !== undefined && { commit }),
    isClean: !isDirty,
    environment: isValues(environment) ? environment : {},
    ...(await updateFreight(root, update)),
    ...rollbackOfIn(config["slipway:release"]),
    state: "failed",
    ...(result === "in-progress" && { isRunning: true }),
  };
}

/** A backend in files has no word of an update that was killed, but for the operations that it left. */
async function cutOffSince(
  { located: { root, file } }: Stage,
  { deployments: [newest], pendingOperations }: StageHistory,
): Promise<Left | undefined> {
  if (!newest || pendingOperations === 0) return undefined;
  const { values } = readStackText(file);
  const { app, release } = pairIn(values);
  if (!app || !release) return undefined;
  const commit = await gitOrFail(root, "rev-parse", "HEAD");
  const environment = values["slipway:environment"];
  return {
    update: newest.update + 1,
    at: newest.at,
    commit,
    isClean: true,
    environment: isValues(environment) ? environment : {},
    freight: freightOf({ app, release, program: await programAt(root, commit) }),
    ...rollbackOfIn(release),
    state: "cut off",
  };
}

function rollbackOfIn(release: unknown): Pick<Left, "rollbackOf"> {
  const rollbackOf = isValues(release) ? release.rollbackOf : undefined;
  return typeof rollbackOf === "string" ? { rollbackOf } : {};
}
