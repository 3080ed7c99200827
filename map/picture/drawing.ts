import type { Arrow, Box } from "../environment-map.ts";
import type { Face } from "./face.ts";

/** A place in a drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box with its place, from the drawing's top left corner. */
export interface PlacedBox extends Point {
  readonly box: Box;
  readonly face: Face;
  readonly width: number;
  readonly height: number;
}

/** An arrow with its way, from where it begins to where its head ends. */
export interface PlacedArrow {
  readonly arrow: Arrow;
  readonly points: readonly Point[];
  /** Where what it says stands, its middle and base line, where the drawing has room for that. */
  readonly label?: Point;
}

/** A map that is laid out. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Groups before what stands in them, in the order in which one reads them. */
  readonly boxes: readonly PlacedBox[];
  readonly arrows: readonly PlacedArrow[];
}
