import { stripVTControlCharacters } from "node:util";
import { columns } from "../columns.ts";

/** Longer lines are hard to read, however wide the terminal is. */
const READABLE = 100;

/** A sentence in lines that fit; the second and what follows begin with `indent`. A long word stays whole. */
export function wrapped(sentence: string, indent = "", width = textWidth()): string[] {
  const lines: string[] = [];
  // Blanks at the beginning and between columns stay as they are.
  for (const word of sentence.match(/ *[^ ]+/g) ?? []) {
    const last = lines.at(-1);
    if (last === undefined) {
      lines.push(word);
    } else if (widthOf(last) + widthOf(word) <= width) {
      lines[lines.length - 1] = last + word;
    } else {
      lines.push(indent + word.trimStart());
    }
  }
  return lines;
}

/** How wide a text for a person is. */
export function textWidth(): number {
  return Math.min(READABLE, columns());
}

/** Columns that a text takes: colours take none. */
export function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
