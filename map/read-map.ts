import { readStack } from "../config/read-stack.ts";
import { UserError } from "../lib/user-error.ts";
import type { Baseline } from "../plan/guard-baseline.ts";
import type { Plan } from "../plan/plan.ts";
import { type NothingPlanned, planStackOrNothing } from "../plan/plan-stack.ts";
import { printedEarlier } from "../plan/printed-earlier.ts";
import type { EnvironmentMap } from "./environment-map.ts";
import { mapOf } from "./map-of.ts";

/** The map of a stack, and the place that it is of. */
export interface ReadMap {
  readonly map: EnvironmentMap;
  readonly place: Plan["place"];
}

/** The map of a stack, by its name or by the path of its file; of one that waits for its first promotion there is none. */
export async function readMap(argument: string | undefined, folder: string): Promise<ReadMap | NothingPlanned> {
  const plan = await planStackOrNothing(argument, folder);
  if ("says" in plan) {
    return plan;
  }
  const { stack } = readStack(argument, folder).resolved;
  return { map: mapOf(plan, stack), place: plan.place };
}

/** The map of a stack as it was at another commit, drawn by that commit's own program. */
export async function earlierMap(root: string, file: string, baseline: Baseline): Promise<EnvironmentMap> {
  const advice = "name a later commit with --from";
  const printed = await printedEarlier("map", { root, file, baseline, advice });
  if (printed === undefined || "nothingPromoted" in Object(printed)) {
    throw new UserError(`nothing of ${file} was there at ${baseline.commit}: ${advice}`);
  }
  if (!isMap(printed)) {
    throw new UserError(`the map of ${baseline.commit} has another form than this one's: ${advice}`);
  }
  return printed;
}

function isMap(value: unknown): value is EnvironmentMap {
  const { title, usdPerMonth, boxes, arrows } = Object(value);
  return (
    typeof title === "string" &&
    typeof usdPerMonth === "number" &&
    [boxes, arrows].every(Array.isArray) &&
    boxes.every((box: unknown) => {
      const { id, facts, alarms, resources } = Object(box);
      return typeof id === "string" && Array.isArray(facts) && Array.isArray(alarms) && typeof resources === "number";
    }) &&
    arrows.every((arrow: unknown) => typeof Object(arrow).from === "string" && typeof Object(arrow).to === "string")
  );
}
