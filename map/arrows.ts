import type { Stack } from "../config/stack.ts";
import type { PlannedResource } from "../plan/plan.ts";
import type { Draft } from "./boxes/draft.ts";
import type { Arrow } from "./environment-map.ts";
import { firewallArrows } from "./firewall-arrows.ts";
import { otherArrows } from "./other-arrows.ts";

/**
 * One arrow from a box to another, of all that leads there; where security groups tell the ports, those. One may begin or
 * end at a group, which is then meant as a whole.
 */
export function arrowsOf(
  resources: readonly PlannedResource[],
  homes: ReadonlyMap<string, string>,
  boxes: readonly Draft[],
  stack: Stack,
): Arrow[] {
  const ends = new Set(boxes.map(({ id }) => id));
  const isDrawn = ({ from, to }: Arrow) => from !== to && ends.has(from) && ends.has(to);
  const allowed = gathered(joined(firewallArrows(resources, homes, stack).filter(isDrawn)), boxes);
  const told = new Set(allowed.map(pairOf));
  const others = joined(otherArrows(stack).filter(isDrawn)).filter((arrow) => !told.has(pairOf(arrow)));
  return [...allowed, ...others];
}

/** What tells two arrows apart, whatever they say. */
export function pairOf({ from, to }: Arrow): string {
  return `${from} → ${to}`;
}

/** What every task of the cluster may reach outside is the cluster's arrow. */
function gathered(arrows: readonly Arrow[], boxes: readonly Draft[]): Arrow[] {
  const cluster = "cluster";
  const tasks = boxes.filter(({ inside }) => inside === cluster).length;
  const outside = new Set(boxes.flatMap(({ id, kind }) => (kind === "external" ? [id] : [])));
  const ways = Map.groupBy(arrows, ({ to, says }) => `${to} ${says}`);
  return [...ways.values()].flatMap((way) => {
    const [first] = way;
    return first && outside.has(first.to) && way.length === tasks ? [{ ...first, from: cluster }] : way;
  });
}

/** Several between the same two as one. */
function joined(arrows: readonly Arrow[]): Arrow[] {
  return [...Map.groupBy(arrows, pairOf).values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first, says: [...new Set(same.map(({ says }) => says))].sort().join(", ") }] : [];
  });
}
