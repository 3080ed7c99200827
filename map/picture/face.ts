import type { Box } from "../environment-map.ts";
import { usdText } from "../usd.ts";
import { cut, widthOf, wrapped } from "./text.ts";

/** How a box shows: one of its own, one that others stand in, or a line at the head of its group. */
export type Form = "leaf" | "group" | "chip";

/** What stands on a box, cut to its width, and how high that makes it. */
export interface Face {
  readonly form: Form;
  readonly names: readonly string[];
  readonly lines: readonly string[];
  readonly foot: string;
  /** Height of a leaf or a chip; of a group, of its head. */
  readonly height: number;
}

/** The fonts of what stands on boxes and arrows; the page's style says the same. */
export const fonts = {
  name: { size: 13, bold: true },
  line: { size: 12 },
  small: { size: 11 },
} as const;

/** Sizes of what stands on boxes, in pixels. */
export const sizes = {
  lineHeight: 17,
  pad: 10,
  sign: 24,
  chipHeight: 22,
  chipGap: 4,
} as const;

/** Where the name begins, beside the sign; what stands under it begins at the edge. */
export const nameLeft = sizes.pad + sizes.sign + 8;

/** Room for the mark of a difference at the right of a chip; other boxes have theirs on the corner. */
export const markWidth = 22;

/** What stands on a box of a width. */
export function faceOf(box: Box, form: Form, width: number): Face {
  const room = width - 2 * sizes.pad;
  if (form === "chip") {
    return chipOf(box, room - (box.difference ? markWidth : 0));
  }
  const nameRoom = width - nameLeft - sizes.pad;
  return form === "group" ? headOf(box, nameRoom) : leafOf(box, nameRoom, room);
}

function leafOf(box: Box, nameRoom: number, room: number): Face {
  const names = wrapped(box.name, fonts.name, nameRoom, 2);
  const lines = box.facts.slice(0, 2).flatMap((fact) => wrapped(fact, fonts.line, room, 2));
  const foot = cut(footOf(box), fonts.line, room);
  const rows = lines.length + (foot === "" ? 0 : 1);
  const head = Math.max(sizes.sign, names.length * sizes.lineHeight);
  const height = 2 * sizes.pad + head + (rows === 0 ? 0 : 4) + rows * sizes.lineHeight;
  return { form: "leaf", names, lines, foot, height };
}

/** A group: its name, and under it what costs and what is known first. */
function headOf(box: Box, room: number): Face {
  const line = [box.facts[0] ?? "", footOf(box)].filter((text) => text !== "").join(" · ");
  const lines = wrapped(line, fonts.line, room, 1);
  const height = sizes.sign + (lines.length === 0 ? 0 : 10);
  return { form: "group", names: [cut(box.name, fonts.name, room)], lines, foot: "", height };
}

/** One line: the name at the left, the first fact at the right. */
function chipOf({ name, facts }: Box, room: number): Face {
  const line = cut(facts[0] ?? "", fonts.small, (room * 2) / 3);
  const left = room - widthOf(line, fonts.small) - sizes.chipGap;
  return { form: "chip", names: [cut(name, fonts.small, left)], lines: [line], foot: "", height: sizes.chipHeight };
}

/** What it costs and what watches it. */
function footOf({ usdPerMonth, alarms }: Box): string {
  return [
    ...(usdPerMonth === undefined ? [] : [usdText(usdPerMonth)]),
    ...(alarms.length === 0 ? [] : [`${alarms.length} ${alarms.length === 1 ? "alarm" : "alarms"}`]),
  ].join(" · ");
}
