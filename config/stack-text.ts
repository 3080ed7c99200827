import { isDeepStrictEqual } from "node:util";
import { isMap } from "yaml";

import { UserError } from "../lib/user-error.ts";
import { at } from "./path.ts";
import { type KeyPlace, type Layout, layoutOf } from "./stack-text/layout.ts";
import { plainText, withPlainText } from "./stack-text/plain-text.ts";
import { shifted } from "./stack-text/shifted.ts";
import { valuesIn, withValueAt } from "./stack-text/values-in.ts";

export { withDigest } from "./stack-text/digest.ts";
export { withKept, withoutKey } from "./stack-text/kept.ts";
export { withRollbackOf } from "./stack-text/rollback-of.ts";

/**
 * `slipway:app` and `slipway:release` as they stand in a stack file: whole lines at the indentation of that file, with
 * the comments that are theirs. Lines end in `\n`, whatever the file's do.
 */
export interface BlocksText {
  readonly app: string;
  readonly release: string;
}

/** Takes both blocks out of the text of a stack file. */
export function blocksOf(text: string, file: string): BlocksText {
  const plain = plainText(text);
  const layout = layoutOf(plain, file);
  return { app: blockIn(plain, "slipway:app", layout, file), release: blockIn(plain, "slipway:release", layout, file) };
}

function blockIn(plain: string, name: string, { keys, whole }: Layout, file: string): string {
  const place = keys.find((key) => key.name === name);
  if (!place) {
    throw new UserError(`${file} has no ${name} below config: write it there, or promote something to it`);
  }
  if (!isMap(place.value)) {
    throw new UserError(`${file}: ${name} is no mapping (line ${place.line}): write its keys below it`);
  }
  const block = plain.slice(place.start, place.end);
  if (!isDeepStrictEqual(valuesIn(block, name), { [name]: at(whole, ["config", name]) })) {
    const why = `${name} ends in a text whose last lines are blank (line ${place.line})`;
    throw new UserError(`${file}: ${why}: remove those lines, or write another key below them`);
  }
  return block;
}

/**
 * Puts both blocks into the text of a stack file, in place of those that it has; where it has none, before
 * `slipway:environment`. Everything else stays as it is, byte for byte.
 */
export function withBlocks(text: string, blocks: BlocksText, file: string): string {
  return withPlainText(text, file, (plain) => {
    const layout = layoutOf(plain, file);
    const edits = editsFor(blocks, layout);
    const changed = edited(plain, layout.opening, edits);
    const now = layoutOf(changed, file);
    const isThere = edits.every(({ name, block }) =>
      now.keys.some((key) => key.name === name && changed.slice(key.start, key.end) === block),
    );
    const expected = edits.reduce(
      (whole, { name, value }) => withValueAt(whole, ["config", name], value),
      layout.whole,
    );
    if (!isThere || !isDeepStrictEqual(now.whole, expected)) {
      const what = "cannot be put there without changing what is around them, so nothing was written";
      const where = "behind the keys below config: that consist of blanks";
      throw new UserError(
        `${file}: slipway:app and slipway:release ${what}: empty the lines ${where}, and run it again`,
      );
    }
    return changed;
  });
}

/** One block where it is going to stand. */
interface Edit extends Pick<KeyPlace, "name" | "start" | "end"> {
  readonly block: string;
  readonly value: unknown;
}

/** An app stands before its release, and both before the environment, unless they stand somewhere already. */
function editsFor(blocks: BlocksText, { keys, indent, end }: Layout): Edit[] {
  const place = (name: string) => keys.find((key) => key.name === name);
  const [app, release] = [place("slipway:app"), place("slipway:release")];
  const point = (offset = place("slipway:environment")?.start ?? end) => ({ start: offset, end: offset });
  return [
    editFor("slipway:app", blocks.app, indent, app ?? point(release?.start)),
    editFor("slipway:release", blocks.release, indent, release ?? point(app?.end)),
  ].sort((a, b) => a.start - b.start);
}

function editFor(name: string, block: string, indent: number, { start, end }: Pick<Edit, "start" | "end">): Edit {
  const { keys, whole } = layoutOf(`config:\n${block}`, name);
  const [own] = keys;
  if (own?.name !== name || keys.length > 1) {
    throw new UserError(`the text of ${name} is none: ${block}`);
  }
  return { name, start, end, block: shifted(block, indent - own.indent), value: at(whole, ["config", name]) };
}

function edited(plain: string, opening: string, edits: readonly Edit[]): string {
  const starts = edits.map(({ start }) => start);
  const between = edits.map(({ end }, index) => plain.slice(end, starts[index + 1]));
  return [plain.slice(0, starts[0]), opening, ...edits.flatMap(({ block }, index) => [block, between[index]])].join("");
}
