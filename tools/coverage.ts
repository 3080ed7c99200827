// The last step of `npm run coverage`: what c8 has counted of each folder, from coverage/coverage-summary.json. Where a
// test failed it is not reached, so that nobody takes a part for the whole.
import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { z } from "zod";

const root = join(import.meta.dirname, "..");
const counted = z.object({ total: z.number(), covered: z.number() });
const summary = z.record(z.string(), z.object({ lines: counted, branches: counted, functions: counted }));
const kinds = ["lines", "branches", "functions"] as const;

const { total: _, ...files } = summary.parse(
  JSON.parse(readFileSync(join(root, "coverage", "coverage-summary.json"), "utf8")),
);
const byFolder = Map.groupBy(Object.entries(files), ([file]) => folderOf(relative(root, file)));
const rows = [...byFolder].toSorted(([one], [other]) => (one < other ? -1 : 1));
rows.push(["all", Object.entries(files)]);
process.stdout.write(`\n${["folder", ...kinds].map(padded).join("")}\n`);
for (const [folder, inside] of rows) {
  const shares = kinds.map((kind) => shareOf(inside.map(([, of]) => of[kind])));
  process.stdout.write(`${[folder, ...shares].map(padded).join("")}\n`);
}

function folderOf(file: string): string {
  return file.includes(sep) ? `${file.split(sep)[0]}/` : "(top)";
}

function shareOf(counts: readonly z.infer<typeof counted>[]): string {
  const sum = (key: keyof z.infer<typeof counted>) => counts.reduce((so, one) => so + one[key], 0);
  return sum("total") === 0 ? "-" : `${((100 * sum("covered")) / sum("total")).toFixed(1)} %`;
}

function padded(text: string): string {
  return text.padEnd(14);
}
