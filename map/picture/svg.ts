import type { Box, Difference } from "../environment-map.ts";
import type { Drawing, PlacedArrow, PlacedBox, Point } from "./drawing.ts";
import { type Face, markWidth, nameLeft, sizes } from "./face.ts";
import { differences, hueOf } from "./palette.ts";
import { kindNames, signs } from "./signs.ts";
import { escaped } from "./text.ts";

const corner = 7;
const headLength = 7;
const headHalf = 3.5;

/** A drawing as SVG that stands in a page: its colours are the page's. */
export function svgOf({ width, height, boxes, arrows }: Drawing, title: string, look: string): string {
  const view = `0 0 ${round(width)} ${round(height)}`;
  return [
    `<svg class="map ${look}" viewBox="${view}" width="${round(width)}" height="${round(height)}" role="group" aria-label="${escaped(title)}">`,
    ...boxes.map(boxOf),
    ...arrows.map(arrowOf),
    "</svg>",
  ].join("\n");
}

function boxOf({ box, face, x, y, width, height }: PlacedBox): string {
  const classes = ["box", face.form, `hue-${hueOf[box.kind]}`, `kind-${box.kind}`, ...differenceClass(box)];
  const radius = face.form === "chip" ? 4 : 9;
  return [
    `<g class="${classes.join(" ")}" data-box="${escaped(box.id)}" tabindex="0" role="button" aria-label="${escaped(spoken(box))}" transform="translate(${round(x)} ${round(y)})">`,
    `<rect class="body" width="${round(width)}" height="${round(height)}" rx="${radius}"/>`,
    ...(face.form === "chip" ? chipText(face, width - (box.difference ? markWidth : 0)) : faceText(box, face)),
    ...(box.difference ? [mark(box.difference, face, width)] : []),
    "</g>",
  ].join("");
}

function faceText({ kind }: Box, { form, names, lines, foot }: Face): string[] {
  const isHead = form === "group" && lines.length > 0;
  const nameTop = sizes.pad + (isHead || names.length > 1 ? 12 : 17);
  const left = isHead ? nameLeft : sizes.pad;
  const top = sizes.pad + (isHead ? 29 : Math.max(sizes.sign, names.length * sizes.lineHeight) + 17);
  const tile = `<rect class="tile" width="${sizes.sign}" height="${sizes.sign}" rx="6"/>`;
  const under = (row: number) => top + row * sizes.lineHeight;
  return [
    `<g transform="translate(${sizes.pad} ${sizes.pad})">${tile}<path class="sign" transform="translate(2 2)" d="${signs[kind]}"/></g>`,
    ...names.map((name, index) => text("name", nameLeft, nameTop + index * sizes.lineHeight, name)),
    ...lines.map((line, index) => text("line", left, under(index), line)),
    ...(foot === "" ? [] : [text("foot", left, under(lines.length), foot)]),
  ];
}

function chipText({ names: [name = ""], lines: [line = ""] }: Face, width: number): string[] {
  return [text("chip-name", sizes.pad, 15, name), text("chip-line", width - sizes.pad, 15, line)];
}

function text(className: string, x: number, y: number, content: string): string {
  return `<text class="${className}" x="${round(x)}" y="${round(y)}">${escaped(content)}</text>`;
}

function mark(difference: Difference, { form }: Face, width: number): string {
  const [x, y] = form === "chip" ? [round(width - 14), 11] : [round(width - 4), 4];
  const sign = `<text x="${x}" y="${y + 4.5}">${differences[difference].sign}</text>`;
  return `<g class="mark"><circle cx="${x}" cy="${y}" r="8"/>${sign}</g>`;
}

function arrowOf({ arrow, points, label }: PlacedArrow): string {
  const ends = `data-from="${escaped(arrow.from)}" data-to="${escaped(arrow.to)}"`;
  return [
    `<g class="${["arrow", ...differenceClass(arrow)].join(" ")}" ${ends} aria-hidden="true">`,
    `<path class="way" d="${rounded(points)}"/>`,
    `<path class="head" d="${headOf(points)}"/>`,
    ...(label ? [text("says", label.x, label.y, arrow.says)] : []),
    "</g>",
  ].join("");
}

function differenceClass({ difference }: { readonly difference?: string | undefined }): string[] {
  return difference ? [`is-${difference}`] : [];
}

function spoken({ name, kind, facts, difference }: Box): string {
  return [`${kindNames[kind]} ${name}`, ...facts, ...(difference ? [difference] : [])].join(", ");
}

/** A way with round corners, up to where its head begins to be thin. */
function rounded(points: readonly Point[]): string {
  const last = points.length - 1;
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (!before) {
        return `M${at(point)}`;
      }
      if (!after) {
        return `L${at(towards(point, before, Math.min(headLength - 1, distance(point, before))))}`;
      }
      const room = Math.min(
        corner,
        distance(point, before) / 2,
        distance(point, after) / (index + 1 === last ? 1.5 : 2),
      );
      return `L${at(towards(point, before, room))}Q${at(point)} ${at(towards(point, after, room))}`;
    })
    .join("");
}

function headOf(points: readonly Point[]): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (!tip || !before) {
    return "";
  }
  const { x, y } = towards(tip, before, headLength);
  const across = tip.x === before.x ? { x: headHalf, y: 0 } : { x: 0, y: headHalf };
  return `M${at(tip)}L${at({ x: x + across.x, y: y + across.y })}L${at({ x: x - across.x, y: y - across.y })}Z`;
}

/** The point so far from one on the way to another. */
function towards(from: Point, to: Point, length: number): Point {
  const part = length / (distance(from, to) || 1);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
