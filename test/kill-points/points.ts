import type { PlannedResource } from "../../plan/plan.ts";
import type { Fault } from "../../sandbox/faults.ts";
import { countedOf } from "../support/end-to-end/state.ts";

/** What a point needs to know of a resource of the plan. */
export type Step = Pick<PlannedResource, "type" | "name" | "urn" | "custom" | "dependsOn" | "hooks">;

/** A moment of an `up` at which the engine, and what runs it, is killed. */
export interface KillPoint {
  /** `done:main-instance` */
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** `asked`: the create is written down and nothing is made. `done`: it is made and nobody has heard of it. */
  readonly moment: Fault["moment"];
}

/**
 * Every point of an `up`, in the order in which the engine comes by: each resource once it is made; and before it is
 * made where a hook has run by then, as a migration has, and for the first resource of each type.
 */
export function killPoints(resources: readonly Step[]): readonly KillPoint[] {
  const steps = inOrder(countedOf({ resources }));
  const first = new Set([...Map.groupBy(steps, ({ type }) => type).values()].map(([step]) => step));
  return steps.flatMap((step) => {
    const isAskedFor = step.hooks.beforeCreate !== undefined || first.has(step);
    return [...(isAskedFor ? [pointAt(step, "asked")] : []), pointAt(step, "done")];
  });
}

/** That many of the points, evenly spread from the first to the last, with every fourth of them before its resource is made. */
export function spread(points: readonly KillPoint[], count: number): readonly KillPoint[] {
  const done = points.filter(({ moment }) => moment === "done");
  const asked = points.filter(({ moment }) => moment === "asked");
  return Array.from({ length: count }, (_, at) => {
    const from = at % 4 === 3 ? asked : done;
    return from[Math.round((at * (from.length - 1)) / (count - 1))];
  }).filter((point) => point !== undefined);
}

/** The fault that kills at a point. */
export function faultAt({ name, moment }: KillPoint): Pick<Fault, "fault" | "on" | "moment"> {
  return { fault: "kill", on: name, moment };
}

function pointAt({ type, name }: Step, moment: KillPoint["moment"]): KillPoint {
  return { id: `${moment}:${name}`, type, name, moment };
}

/** What waits for more comes later; what waits for as much, in the order of its URN. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  const byUrn = new Map(steps.map((step) => [step.urn, step]));
  const depths = new Map<string, number>();
  const depthOf = (urn: string): number => {
    const known = depths.get(urn);
    if (known !== undefined) return known;
    const depth = 1 + Math.max(-1, ...(byUrn.get(urn)?.dependsOn ?? []).map(depthOf));
    depths.set(urn, depth);
    return depth;
  };
  return steps.toSorted(
    (one, other) => depthOf(one.urn) - depthOf(other.urn) || (one.urn < other.urn ? -1 : Number(one.urn > other.urn)),
  );
}
