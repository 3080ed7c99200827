import elk, { type ElkExtendedEdge, type ElkNode } from "elkjs/lib/elk.bundled.js";
import type { Arrow, EnvironmentMap } from "../environment-map.ts";
import { chipsHeight, placedChips } from "./chips.ts";
import type { Drawing, PlacedArrow, PlacedBox, Point } from "./drawing.ts";
import { faceOf, fonts, markWidth, nameLeft, sizes } from "./face.ts";
import { labelled } from "./labels.ts";
import { type Branch, outlineOf } from "./outline.ts";
import { widthOf } from "./text.ts";

const leafWidth = 160;
const groupPad = 10;

const options = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.json.shapeCoords": "ROOT",
  "elk.json.edgeCoords": "ROOT",
  "elk.padding": "[top=8,left=8,bottom=8,right=8]",
};

/** How close things may be, in each group as at the top. */
const spacing = {
  "elk.spacing.nodeNode": "14",
  "elk.spacing.edgeNode": "9",
  "elk.spacing.edgeEdge": "7",
  "elk.layered.spacing.nodeNodeBetweenLayers": "18",
  "elk.layered.spacing.edgeNodeBetweenLayers": "8",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "7",
};

/** A map from left to right, for a wide screen: who begins stands left of what it leads to. */
export async function layeredDrawing(map: EnvironmentMap): Promise<Drawing> {
  const { branches, arrows } = outlineOf(map);
  const numbers = new Map(map.boxes.map(({ id }, index) => [id, `box-${index}`]));
  const goesBack = backwards(map);
  const idOf = (id: string) => numbers.get(id) ?? id;
  const graph: ElkNode = {
    id: "map",
    layoutOptions: { ...options, ...spacing },
    children: branches.map((branch) => nodeOf(branch, idOf)),
    edges: arrows.map((arrow, index) => {
      const [source, target] = goesBack(arrow) ? [arrow.to, arrow.from] : [arrow.from, arrow.to];
      return { id: `arrow-${index}`, sources: [idOf(source)], targets: [idOf(target)] };
    }),
  };
  const layout = await new elk.default().layout(graph);
  const nodes = new Map(nodesIn(layout).map((node) => [node.id, node]));
  const edges = layout.edges ?? [];
  const boxes = branches.flatMap((branch) => placed(branch, nodes, idOf));
  const ways = arrows.map((arrow, index): PlacedArrow => {
    const points = pointsOf(edges[index]);
    return { arrow, points: goesBack(arrow) ? points.reverse() : points };
  });
  return {
    width: layout.width ?? 0,
    height: layout.height ?? 0,
    boxes,
    arrows: labelled(ways, boxes),
  };
}

/**
 * Whether an arrow leads from a tier to one before it, as tasks reach the internet through the public one. The layout is
 * told of it the other way round, so that tiers stand in their order.
 */
function backwards({ boxes }: EnvironmentMap): (arrow: Arrow) => boolean {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const tierOf = (id: string | undefined): number => {
    const box = byId.get(id ?? "");
    return box === undefined ? -1 : box.kind === "tier" ? boxes.indexOf(box) : tierOf(box.inside);
  };
  return ({ from, to }) => tierOf(to) >= 0 && tierOf(from) > tierOf(to);
}

function nodeOf(branch: Branch, idOf: (id: string) => string): ElkNode {
  const { box, form, branches } = branch;
  const id = idOf(box.id);
  if (form === "leaf") {
    return { id, width: leafWidth, height: faceOf(box, form, leafWidth).height };
  }
  const top = headHeight(branch) + groupPad + 8;
  if (branches.length === 0) {
    return { id, width: leastWidth(branch), height: top };
  }
  return {
    id,
    layoutOptions: {
      ...spacing,
      "elk.padding": `[top=${top},left=${groupPad},bottom=${groupPad},right=${groupPad}]`,
      "elk.nodeSize.constraints": "MINIMUM_SIZE",
      "elk.nodeSize.minimum": `(${leastWidth(branch)},${top})`,
    },
    children: branches.map((child) => nodeOf(child, idOf)),
  };
}

/** Where nothing that a group has at its head is cut, unless it is very long. */
function leastWidth({ box, chips }: Branch): number {
  const needed = chips.map(({ name, facts, difference }) => {
    const text = widthOf(`${name}${facts[0] ?? ""}`, fonts.small);
    return text + 3 * sizes.pad + (difference ? markWidth : 0);
  });
  const head = Math.min(widthOf(box.name, fonts.name) + nameLeft + sizes.pad, 2 * leafWidth);
  return Math.max(leafWidth + 2 * groupPad, head, Math.min(Math.max(0, ...needed), 2 * leafWidth) + 2 * groupPad);
}

/** Height of what a group says of itself, with the lines of its chips. */
function headHeight({ box, chips }: Branch): number {
  return sizes.pad + faceOf(box, "group", leafWidth).height + chipsHeight(chips);
}

function nodesIn(node: ElkNode): ElkNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesIn)];
}

function placed(branch: Branch, nodes: ReadonlyMap<string, ElkNode>, idOf: (id: string) => string): PlacedBox[] {
  const { box, form, chips, branches } = branch;
  const { x = 0, y = 0, width = 0, height = 0 } = nodes.get(idOf(box.id)) ?? {};
  const face = faceOf(box, form, width);
  return [
    { box, face, x, y, width, height },
    ...placedChips(chips, { x: x + groupPad, y: y + sizes.pad + face.height + 4 }, width - 2 * groupPad),
    ...branches.flatMap((child) => placed(child, nodes, idOf)),
  ];
}

function pointsOf(edge: ElkExtendedEdge | undefined): Point[] {
  const [section] = edge?.sections ?? [];
  return section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [];
}
