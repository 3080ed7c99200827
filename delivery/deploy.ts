import { gitOrFail } from "../git/git.ts";
import type { Stage } from "../promotion/stage.ts";
import type { Change } from "./change.ts";
import { differencesBetween } from "./differences.ts";
import { type Engine, said, type WithEngine } from "./engine.ts";
import { adminRefusals, commitRefusals, type HistoryOf } from "./refusals.ts";
import type { Report } from "./report.ts";

/** What came of a deployment. */
export interface DeployResult {
  readonly stack: string;
  readonly commit: string;
  /** Why nothing was touched; empty where it was deployed, or failed in it. */
  readonly refusals: readonly string[];
  /** What was done, also where it stopped midway. */
  readonly applied: readonly Change[];
  /** What was to be done and was not. */
  readonly left: readonly Change[];
  /** What went wrong, if anything did. */
  readonly errors: readonly string[];
}

/** What it is deployed with. */
export interface DeployMeans {
  readonly historyOf: HistoryOf;
  readonly withEngine: WithEngine;
}

/**
 * Brings a stage up as a job may: of a program that was verified upstream, and where something was shown, that and
 * nothing else.
 *
 * @param shown what somebody has seen and approved
 */
export async function deploy(
  stage: Pick<Stage, "located">,
  shown: Report | undefined,
  { historyOf, withEngine }: DeployMeans,
): Promise<DeployResult> {
  const { root, stack } = stage.located;
  const commit = await gitOrFail(root, "rev-parse", "HEAD");
  const none = { stack, commit, refusals: [], applied: [], left: [], errors: [] };
  const early = [...wrongReport(shown, commit), ...(await commitRefusals(stage, commit, historyOf))];
  if (early.length > 0) {
    return { ...none, refusals: early };
  }
  return withEngine(async (engine) => {
    const since = await updatedSince(engine, shown);
    if (since !== undefined) {
      return { ...none, refusals: [since] };
    }
    const now = await engine.preview();
    if (!now.succeeded) {
      return { ...none, errors: said(now.errors) };
    }
    const refusals = [
      ...adminRefusals(stage, now.changes),
      ...(shown ? differencesBetween(shown.changes, now.changes) : []),
    ];
    return refusals.length > 0 ? { ...none, refusals } : { ...none, ...(await up(engine, now.changes)) };
  });
}

/** What was done of what was to be done. */
async function up(
  engine: Engine,
  wanted: readonly Change[],
): Promise<Pick<DeployResult, "applied" | "left" | "errors">> {
  const { succeeded, changes: applied, ended, errors } = await engine.up();
  if (succeeded) {
    return { applied, left: [], errors: [] };
  }
  return { applied, left: wanted.filter(({ urn }) => !ended.includes(urn)), errors: said(errors) };
}

/** What was shown has to be of this commit, and to have been something. */
function wrongReport(shown: Report | undefined, commit: string): readonly string[] {
  if (!shown) {
    return [];
  }
  if (shown.by !== "engine" || shown.nothing !== undefined || shown.errors.length > 0) {
    return [`what was shown of ${shown.stack} is no preview of the engine: run npx slipway ci plan again`];
  }
  return shown.commit === commit
    ? []
    : [
        `what was shown is of commit ${shown.commit.slice(0, 12)}, and this is ${commit.slice(0, 12)}: show this one, and have it approved`,
      ];
}

/** What was approved was approved of the stack as it was then. */
async function updatedSince(engine: Engine, shown: Report | undefined): Promise<string | undefined> {
  if (!shown) {
    return undefined;
  }
  const now = await engine.newestUpdate();
  const same = now?.number === shown.update?.number && now?.startTime === shown.update?.startTime;
  return same
    ? undefined
    : `${shown.stack} was updated at ${now?.startTime ?? "an unknown time"}, after this was shown: run the jobs again from the beginning, so that what is shown now is approved`;
}
