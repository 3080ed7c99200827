import type { Box } from "../environment-map.ts";
import type { PlacedBox, Point } from "./drawing.ts";
import { faceOf, sizes } from "./face.ts";

/** Height of so many chips with the gaps under them. */
export function chipsHeight({ length }: readonly Box[]): number {
  return length * (sizes.chipHeight + sizes.chipGap);
}

/** Chips one under the other, from a point on. */
export function placedChips(chips: readonly Box[], { x, y }: Point, width: number): PlacedBox[] {
  return chips.map((box, index) => ({
    box,
    face: faceOf(box, "chip", width),
    x,
    y: y + chipsHeight(chips.slice(0, index)),
    width,
    height: sizes.chipHeight,
  }));
}
