import { writeFile } from "node:fs/promises";
import { UserError } from "../../lib/user-error.ts";
import { compareMaps } from "../../map/compare.ts";
import type { EnvironmentMap } from "../../map/environment-map.ts";
import { mermaidOf } from "../../map/mermaid.ts";
import { earlierMap, type ReadMap, readMap } from "../../map/read-map.ts";
import { askedFor } from "../../plan/guard-baseline.ts";
import type { NothingPlanned } from "../../plan/plan-stack.ts";
import { locate } from "../../sandbox/run/locate.ts";
import { during } from "../progress.ts";
import { mapText } from "../texts/map.ts";
import type { MapFlags } from "../verbs/map.ts";

/** What is drawn, and the file that it goes to if no other is named. */
interface Drawn {
  readonly map: EnvironmentMap;
  readonly file: string;
}

/** `slipway map`: draws a stack, or what is different between two. */
export async function runMap(stack: string | undefined, other: string | undefined, flags: MapFlags): Promise<void> {
  if (other !== undefined && flags.from !== undefined) {
    throw new UserError(
      `a map compares ${stack} with ${other} or with the commit ${flags.from}, not with both: leave one of them out`,
    );
  }
  const printed = await during(`drawing ${other === undefined ? stack : `${stack} and ${other}`}`, async () => {
    const drawn = await drawnOf(stack, other, flags.from);
    return "says" in drawn ? nothingText(drawn, flags) : await written(drawn, flags);
  });
  process.stdout.write(printed);
}

function nothingText(nothing: NothingPlanned, { json }: MapFlags): string {
  return json ? `${JSON.stringify(nothing, null, 2)}\n` : `${nothing.says}\n`;
}

async function drawnOf(stack: string | undefined, other: string | undefined, from: string | undefined) {
  const first = await readMap(stack, process.cwd());
  if ("says" in first) {
    return first;
  }
  if (other !== undefined) {
    return await besides(first, other);
  }
  return from === undefined ? { map: first.map, file: fileOf(first.map.stack) } : await since(stack, first, from);
}

async function besides(before: ReadMap, other: string): Promise<Drawn | NothingPlanned> {
  const after = await readMap(other, process.cwd());
  if ("says" in after) {
    return after;
  }
  const sides = [before, after].map(({ map }) => map);
  const isOneApp = new Set(sides.map(({ project }) => project)).size === 1;
  const name = ({ stack, title }: EnvironmentMap) => (isOneApp ? stack : title);
  return {
    map: compareMaps({ ...before, name: name(before.map) }, { ...after, name: name(after.map) }),
    file: fileOf(...sides.map(({ stack }) => stack)),
  };
}

async function since(argument: string | undefined, now: ReadMap, from: string): Promise<Drawn> {
  const { root, file } = locate(argument);
  const baseline = await askedFor(root, from);
  const { stack } = now.map;
  const commit = baseline.commit.slice(0, 12);
  const before = { map: await earlierMap(root, file, baseline), place: now.place, name: `${stack} at ${commit}` };
  return { map: compareMaps(before, { ...now, name: `${stack} now` }), file: fileOf(stack, "since", commit) };
}

function fileOf(...words: readonly string[]): string {
  return `slipway-map-${words.join("-")}.html`;
}

/**
 * What is printed: the map itself, or where it is. The picture goes into a file, what another program reads to standard
 * output, unless `--out` says otherwise.
 */
async function written({ map, file }: Drawn, flags: MapFlags): Promise<string> {
  const isPicture = !flags.mermaid && !flags.json;
  const text = isPicture ? await pageOf(map) : flags.mermaid ? mermaidOf(map) : `${JSON.stringify(map, null, 2)}\n`;
  const out = flags.out ?? (isPicture ? file : "-");
  if (out === "-") {
    return text;
  }
  try {
    await writeFile(out, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${out} cannot be written (${reason}): name a file in a folder that is there and that you may write with --out, or --out - for standard output`,
    );
  }
  return mapText(map, { file: out, bytes: Buffer.byteLength(text), isPicture });
}

/** What lays a picture out takes longer to load than the rest together. */
async function pageOf(map: EnvironmentMap): Promise<string> {
  const { mapPage } = await import("../../map/picture/page.ts");
  return mapPage(map);
}
