import { basename } from "node:path";
import { at } from "../../config/path.ts";
import { parseStackText } from "../../config/stack-file.ts";
import { counted } from "../../lib/counted.ts";
import { impactOf } from "../../plan/impact.ts";
import type { deployedPlan } from "../effects/baseline.ts";
import type { planCandidate } from "../effects/candidate.ts";
import { movesBetween, type Pair } from "../effects/moves.ts";
import { pairOf, shortId } from "../freight.ts";
import { forcedGates, type Verdict, withForce } from "../gates/gate.ts";
import type { StageHistory } from "../history/deployment.ts";
import { recoverCommand } from "../history/running-update.ts";
import { type Known, pairIn } from "../promote/chosen-freight.ts";
import { isRecorded } from "../records/is-recorded.ts";
import type { NewRecord } from "../records/record.ts";
import type { Stage } from "../stage.ts";
import { rollbackGates } from "./gates.ts";
import { failedUpdates, type Left } from "./left.ts";
import { migrationsSince } from "./past-migrations.ts";
import type { Restored } from "./restored.ts";
import type { RollbackEffects, RollbackOptions } from "./rollback-result.ts";

/** What plans what is there, and what is to be. */
export interface Planners {
  readonly deployedPlan: typeof deployedPlan;
  readonly planCandidate: typeof planCandidate;
}

/** What is known before a rollback is judged. */
export interface RollbackWork {
  readonly stage: Stage;
  readonly history: StageHistory;
  readonly left: Left;
  readonly target: Known;
  readonly before: string;
  readonly text: Restored;
}

/** What a rollback would do, and whether it may. */
export async function rollbackEffects(
  work: RollbackWork,
  options: RollbackOptions,
  planners: Planners,
): Promise<RollbackEffects> {
  const { stage, history, left, target, before, text } = work;
  const { isPullRequest = false, force = false } = options;
  const name = basename(stage.located.file);
  const [deployed, candidate, failed] = await Promise.all([
    planners.deployedPlan(stage, left),
    planners.planCandidate(stage, text.after),
    failedUpdates(stage, target.update),
  ]);
  const [declared, next] = [before, text.after].map((whole) => pairIn(parseStackText(whole, name).values));
  const declaredRollbackOf = at(declared, ["release", "rollbackOf"]);
  const asked = await rollbackGates({
    stage,
    left,
    target,
    declaredRollbackOf: typeof declaredRollbackOf === "string" ? declaredRollbackOf : undefined,
    declaredApp: declared?.app,
    deployed,
    candidate,
    isPullRequest,
  });
  const gates = force ? withForce(asked) : asked;
  const { migrations, unknown } = migrationsSince(history, target, left, failed);
  const { app = target.freight.app, release = target.freight.release } = next ?? {};
  return {
    moves: movesBetween(inFileOrder(left, declared), { app, release }),
    kept: text.kept,
    migrations,
    ...(candidate.plan && { impact: impactOf(deployed, candidate.plan) }),
    // That nobody uses what is kept is meant.
    warnings: [
      ...ownWarnings(work, unknown),
      ...candidate.warnings.filter((warning) => !text.kept.some((key) => warning.startsWith(`slipway:app.${key}:`))),
    ],
    gates,
    records: await recordsOf(work, gates, options),
  };
}

/** What is left with the keys as the file has them, where that is in it: Pulumi's history sorts them. */
function inFileOrder({ freight }: Left, { app, release }: Partial<Pair> = {}): Pair | undefined {
  return app && release && freight?.pair === pairOf(app, release) ? { app, release } : freight;
}

function ownWarnings(
  { stage, history: { pendingOperations, unsettled }, left, text }: RollbackWork,
  unknown: readonly string[],
): string[] {
  const recover = recoverCommand(stage);
  const databases = text.kept.filter((key) => key.startsWith("databases.") && !text.unmigrated.includes(key));
  const half = left.state === "deployed" ? [] : databases;
  return [
    ...(unsettled !== undefined && left.state === "deployed"
      ? [`what is left need not be what runs: ${unsettled}`]
      : []),
    ...(pendingOperations > 0
      ? [`${counted(pendingOperations, "operation")} of an update that was cut off: run ${recover} before the next one`]
      : []),
    ...half.map(
      (key) =>
        `app.${key} stays, and if its migration never got through, that runs in the image that is restored: take migrate out of it in the file if that image cannot`,
    ),
    ...text.unmigrated.map((key) => `app.${key} stays without migrate, whose image the restored app does not have`),
    ...unknown.map((when) => `nobody knows what was deployed at ${when}, nor which migrations ran with it`),
    // The plans are compared, and neither knows how far the update got.
    ...(left.state === "deployed"
      ? []
      : [
          `the impact is told as if update ${left.update} had got through: what it did not get to runs the earlier image already`,
        ]),
  ];
}

/** What is not in the records yet: a run that was cut off may have written them. */
async function recordsOf(
  { stage, history, left, target }: RollbackWork,
  gates: readonly Verdict[],
  { reason }: RollbackOptions,
): Promise<NewRecord[]> {
  const { id } = left.freight ?? {};
  const from = id === undefined ? "after a rollback" : `after the rollback from ${shortId(id)}`;
  // Whoever is kept away in the morning reads this.
  const after = reason === undefined ? from : `${from}: ${reason}`;
  const why = reason ?? "rolled back";
  const wanted: NewRecord[] = [
    ...(id === undefined ? [] : [{ event: "rejected", id, reason: why } as const]),
    ...(history.held ? [] : [{ event: "held", id: id ?? target.freight.id, reason: after } as const]),
    ...forcedGates(gates).map(({ gate }) => ({ event: "forced", id: target.freight.id, gate, reason: why }) as const),
  ];
  const { records } = await stage.records.read();
  return wanted.filter((record) => record.event === "held" || !isRecorded(records, record));
}
