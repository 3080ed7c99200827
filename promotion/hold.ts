import { Refusal } from "../lib/user-error.ts";
import type { StageHistory } from "./history/deployment.ts";
import { stageHistory } from "./history/stage-history.ts";
import type { NewRecord } from "./records/record.ts";
import type { Stage } from "./stage.ts";

type Held = NonNullable<StageHistory["held"]>;

/** A hold that is about to be set or lifted. */
export interface PlannedHold {
  readonly stack: string;
  /** The hold that stood before. */
  readonly before?: Held;
  /** What is to be written; nothing when it is so already. */
  readonly records: readonly NewRecord[];
}

/** What it takes to hold a stage: nothing is promoted to it until the hold is lifted. */
export async function planHold(stage: Stage, reason: string): Promise<PlannedHold> {
  const history = await stageHistory(stage);
  const { stack, held } = history;
  if (held) {
    return { stack, before: held, records: [] };
  }
  return { stack, records: [{ event: "held", id: lastKnownFreight(history), reason }] };
}

/** What it takes to lift the hold of a stage. */
export async function planRelease(stage: Stage): Promise<PlannedHold> {
  const { stack, held } = await stageHistory(stage);
  return held ? { stack, before: held, records: [{ event: "unheld", id: held.id }] } : { stack, records: [] };
}

/** A record is of a freight: here of the one that stays while the hold stands. */
function lastKnownFreight({ stack, deployments, nothing }: StageHistory): string {
  const id = deployments.find(({ freight }) => freight !== undefined)?.freight?.id;
  if (id !== undefined) return id;
  const why = nothing ?? deployments[0]?.unknown ?? "its history is empty";
  throw new Refusal(
    `there is nothing in ${stack} to hold: ${why}; nothing is promoted to it by itself unless environment.promotion.auto says so`,
  );
}
