import type { StageHistory } from "../history/deployment.ts";
import { passed, refused, type Verdict } from "./gate.ts";

/** Nobody holds the target. A rollback does, so that what it left does not come back by itself. */
export function holdGate({ held, stack }: Pick<StageHistory, "held" | "stack">, lift: string): Verdict {
  if (!held) {
    return passed("hold", `nobody holds ${stack}`);
  }
  return refused("hold", `${stack} is held by ${held.by} since ${held.at}: ${held.reason}: lift the hold first`, [
    lift,
  ]);
}
