// `npm run bench`: measures, writes results.md and exits with 1 when a promise of the project is not kept. What is
// measured, and how, is in parts/, one part a section of results.md.

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { counted } from "../lib/counted.ts";
import { messageOf } from "../lib/message-of.ts";
import { optionsOf, refused } from "../tools/command-line.ts";
import { commitOf } from "../tools/commit.ts";
import type { Found } from "./part.mts";
import { compare } from "./parts/compare.mts";
import { engine } from "./parts/engine.mts";
import { floor } from "./parts/floor.mts";
import { help } from "./parts/help.mts";
import { path } from "./parts/path.mts";
import { scale } from "./parts/scale.mts";
import { renewed, section } from "./report.mts";
import { bench, machine, root, versions } from "./setup.mts";

const parts = [compare, floor, scale, help, engine, path];
const page = join(bench, "results.md");

const usage = `npm run bench -- [--only <part>] … [--json]
Measures again and writes bench/results.md; exit code 1 where a promise is not kept. Parts:
${parts.map(({ name, title }) => `  ${name.padEnd(8)} ${title}`).join("\n")}`;

const values = optionsOf(usage, {
  only: { type: "string", multiple: true },
  json: { type: "boolean", default: false },
});
try {
  process.exitCode = await main(values);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

async function main({ only, json }: { only?: string[]; json: boolean }): Promise<number> {
  const unknown = only?.find((name) => !parts.some((part) => part.name === name));
  if (unknown !== undefined) {
    refused(`--only ${unknown}: there is no such part`, usage);
  }
  const date = new Date().toISOString().slice(0, 10);
  const circumstances = { date, commit: await commitOf(root), machine: machine(), versions: versions() };
  const measured = parts.filter(({ name }) => only?.includes(name) ?? true);
  console.error(`${counted(measured.length, "part")}; all ${parts.length} take about five minutes on two cores`);
  const found: Record<string, Found> = {};
  const sections: Record<string, string> = {};
  for (const part of measured) {
    console.error(`${part.title}:`);
    const result = await part.measure((progress) => console.error(`  ${progress}`));
    found[part.name] = result;
    sections[part.name] = section(part, result, circumstances);
    // After each part, so that what took minutes is not lost with the next one.
    write(renewed(existsSync(page) ? readFileSync(page, "utf8") : "", parts, sections));
  }
  console.log(
    json ? JSON.stringify({ ...circumstances, parts: found }, undefined, 2) : Object.values(sections).join("\n\n"),
  );
  const broken = Object.values(found).flatMap(({ verdicts }) => verdicts.filter(({ isKept }) => !isKept));
  for (const { what, value, atMost } of broken) {
    console.error(`not kept: ${what}: ${value.toFixed(2)}, at most ${atMost.toFixed(2)}`);
  }
  return broken.length > 0 ? 1 : 0;
}

/** All of it or nothing. */
function write(text: string): void {
  writeFileSync(`${page}.new`, text);
  renameSync(`${page}.new`, page);
}
