import type { Arrow, Box, EnvironmentMap } from "../environment-map.ts";
import type { Form } from "./face.ts";

/** A box with what stands in it. */
export interface Branch {
  readonly box: Box;
  readonly form: Form;
  readonly chips: readonly Box[];
  readonly branches: readonly Branch[];
}

/** A map as a tree, with the arrows that can be drawn. */
export interface Outline {
  readonly branches: readonly Branch[];
  readonly arrows: readonly Arrow[];
}

/** A map as what a layout goes through; arrows between a group and what stands in it are left to panel and table. */
export function outlineOf({ boxes, arrows }: EnvironmentMap): Outline {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const linked = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const inside = Map.groupBy(boxes, (box) => (byId.has(box.inside ?? "") ? box.inside : undefined));

  const branchesIn = (id: string | undefined): Branch[] =>
    (inside.get(id) ?? []).filter((box) => !isChip(box)).map(branchOf);

  const isChip = ({ kind, id, inside: group }: Box) =>
    kind === "subnet" && group !== undefined && !linked.has(id) && !inside.has(id);

  const branchOf = (box: Box): Branch => ({
    box,
    form: inside.has(box.id) ? "group" : "leaf",
    chips: (inside.get(box.id) ?? []).filter(isChip),
    branches: branchesIn(box.id),
  });

  const isWithin = (id: string, group: string): boolean => {
    const next = byId.get(id)?.inside;
    return next !== undefined && (next === group || isWithin(next, group));
  };

  return {
    branches: branchesIn(undefined),
    arrows: arrows.filter(
      ({ from, to }) => byId.has(from) && byId.has(to) && from !== to && !isWithin(from, to) && !isWithin(to, from),
    ),
  };
}
