import type { Arrow, EnvironmentMap } from "../environment-map.ts";
import { chipsHeight, placedChips } from "./chips.ts";
import type { Drawing, PlacedArrow, PlacedBox, Point } from "./drawing.ts";
import { faceOf, sizes } from "./face.ts";
import { type Branch, outlineOf } from "./outline.ts";

/** What a phone of 390 pixels shows beside the page's margins; others show it larger or smaller. */
const width = 358;
const gap = 10;
const inset = 7;
/** Half a line stays beside the outermost boxes. */
const margin = 1;
/** Lanes for arrows at the right of all boxes: as far apart as this, and closer where there are many. */
const lanes = { pitch: 8, room: 76 };
const portPitch = 6;

/**
 * A map from top to bottom, for a phone: one box under the other, as wide as the screen, and the arrows in lanes at the
 * right. Arrows to the same box share a lane and a head.
 */
export function columnDrawing(map: EnvironmentMap): Drawing {
  const { branches, arrows } = outlineOf(map);
  const { boxes, bottom } = stacked(branches, { x: margin, y: gap }, width - margin - lanes.room);
  return { width, height: bottom, boxes, arrows: routed(arrows, boxes) };
}

function stacked(branches: readonly Branch[], from: Point, width: number): { boxes: PlacedBox[]; bottom: number } {
  const boxes: PlacedBox[] = [];
  let y = from.y;
  for (const { box, form, chips, branches: inner } of branches) {
    const face = faceOf(box, form, width);
    if (form === "leaf") {
      boxes.push({ box, face, x: from.x, y, width, height: face.height });
      y += face.height + gap;
      continue;
    }
    const head = { x: from.x + inset, y: y + sizes.pad + face.height + 2 };
    const inside = { x: head.x, y: head.y + chipsHeight(chips) + inset };
    const content = stacked(inner, inside, width - 2 * inset);
    const height = content.bottom - (inner.length ? gap : 0) + inset - y;
    boxes.push({ box, face, x: from.x, y, width, height });
    boxes.push(...placedChips(chips, head, width - 2 * inset), ...content.boxes);
    y += height + gap;
  }
  return { boxes, bottom: y };
}

/** All arrows to one box, with the stretch of the lane that they need. */
interface Lane {
  readonly arrows: readonly Arrow[];
  readonly top: number;
  readonly bottom: number;
}

function routed(arrows: readonly Arrow[], boxes: readonly PlacedBox[]): PlacedArrow[] {
  const ports = portsOf(arrows, boxes);
  const allLanes = [...Map.groupBy(arrows, ({ to }) => to).values()]
    .map((group): Lane => {
      const ends = group.flatMap((arrow) => [ports.out(arrow).y, ports.into(arrow).y]);
      return { arrows: group, top: Math.min(...ends), bottom: Math.max(...ends) };
    })
    .sort((one, other) => one.bottom - one.top - (other.bottom - other.top));
  const columns = columnsOf(allLanes);
  const pitch = Math.min(lanes.pitch, (lanes.room - 2 * gap) / Math.max(columns.length, 1));
  return columns.flatMap((column, index) =>
    column
      .flatMap((lane) => lane.arrows)
      .map((arrow) => {
        const x = width - lanes.room + 2 * gap + index * pitch;
        const [out, into] = [ports.out(arrow), ports.into(arrow)];
        return { arrow, points: [out, { x, y: out.y }, { x, y: into.y }, into] };
      }),
  );
}

/** Lanes that do not meet share a column; short ones are nearest to the boxes. */
function columnsOf(allLanes: readonly Lane[]): Lane[][] {
  const columns: Lane[][] = [];
  for (const lane of allLanes) {
    const free = columns.find((column) =>
      column.every(({ top, bottom }) => lane.top > bottom + portPitch || lane.bottom < top - portPitch),
    );
    if (free) {
      free.push(lane);
    } else {
      columns.push([lane]);
    }
  }
  return columns;
}

/** Where arrows leave a box and where they come in: one place for all that come, under it one for each that leaves. */
function portsOf(arrows: readonly Arrow[], boxes: readonly PlacedBox[]) {
  const byId = new Map(boxes.map((placed) => [placed.box.id, placed]));
  const leaving = Map.groupBy(arrows, ({ from }) => from);
  const at = (id: string, y: number): Point => {
    const box = byId.get(id);
    return { x: (box?.x ?? 0) + (box?.width ?? 0), y: (box?.y ?? 0) + y };
  };
  return {
    into: ({ to }: Arrow) => at(to, sizes.pad + 4),
    out: (arrow: Arrow) => at(arrow.from, sizes.pad + 12 + (leaving.get(arrow.from)?.indexOf(arrow) ?? 0) * portPitch),
  };
}
