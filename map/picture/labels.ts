import type { PlacedArrow, PlacedBox, Point } from "./drawing.ts";
import { fonts, sizes } from "./face.ts";
import { widthOf } from "./text.ts";

/** Baselines of what an arrow says, from its line on: over it, or under it. */
const baselines = [-4, 12];
/** How much the letters are over and under their baseline. */
const letters = { over: 9, under: 3 };

/** Room of a text on one line. */
interface Room {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Arrows say what they say at a level stretch, a long one first, where it fits and no line, text or box is in the way. */
export function labelled(arrows: readonly PlacedArrow[], boxes: readonly PlacedBox[]): PlacedArrow[] {
  const lines = arrows.flatMap(({ points }) => stretchesOf(points));
  const taken = [...lines.map(roomOfLine), ...boxes.flatMap(roomsOfBox)];
  return arrows.map(({ arrow, points }) => {
    const half = widthOf(arrow.says, fonts.small) / 2;
    const places = arrow.says === "" ? [] : placesAlong(points, half);
    const label = places.find((place) => !taken.some((other) => meet(roomOfText(place, half), other)));
    if (label) taken.push(roomOfText(label, half));
    return { arrow, points, ...(label && { label }) };
  });
}

/** Where a text of that width may stand at an arrow, the best place first. */
function placesAlong(points: readonly Point[], half: number): Point[] {
  return stretchesOf(points)
    .filter(([from, to]) => from.y === to.y && lengthOf([from, to]) >= 2 * (half + sizes.pad))
    .sort((one, other) => lengthOf(other) - lengthOf(one))
    .flatMap(([from, to]) => {
      const spare = lengthOf([from, to]) / 2 - half - sizes.pad;
      return [0, -spare, spare].flatMap((aside) =>
        baselines.map((baseline) => ({ x: (from.x + to.x) / 2 + aside, y: to.y + baseline })),
      );
    });
}

function lengthOf([from, to]: Stretch): number {
  return Math.abs(to.x - from.x);
}

function roomOfText({ x, y }: Point, half: number): Room {
  return { left: x - half, right: x + half, top: y - letters.over, bottom: y + letters.under };
}

/** A text may stand across the side of a group, but not on the line over or under it. */
function roomsOfBox({ face, x, y, width, height }: PlacedBox): Room[] {
  const room = { left: x, right: x + width, top: y, bottom: y + height };
  return face.form === "group"
    ? [
        { ...room, bottom: y },
        { ...room, top: y + height },
      ]
    : [room];
}

function meet(one: Room, other: Room): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

type Stretch = readonly [from: Point, to: Point];

function stretchesOf(points: readonly Point[]): Stretch[] {
  return points.slice(1).map((to, index) => [points[index] ?? to, to]);
}

function roomOfLine([from, to]: Stretch): Room {
  return {
    left: Math.min(from.x, to.x),
    right: Math.max(from.x, to.x),
    top: Math.min(from.y, to.y),
    bottom: Math.max(from.y, to.y),
  };
}
