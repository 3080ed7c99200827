import { writeFileSync } from "node:fs";
import type { ResourceSpec } from "../../sandbox/spec/resource-spec.ts";
import { buildSpec } from "./build.ts";
import { types } from "./types.ts";

/** The generated files, by path from the root of the project. */
export function generate(): Map<string, string> {
  const providers = new Map<string, [string, ResourceSpec][]>();
  for (const [type, cloudFormation] of Object.entries(types)) {
    const [space = "", , name = ""] = type.split(":");
    const provider = space === "pulumi" ? name : space;
    const table = providers.get(provider) ?? [];
    providers.set(provider, [...table, [type, buildSpec(type, cloudFormation).spec]]);
  }
  const files = [...providers].map(([provider, table]): [string, string] => [
    `sandbox/spec/${provider}.gen.json`,
    oneTypeALine(table),
  ]);
  return new Map([...files, ["lib/taggable.gen.ts", taggableSource([...providers.values()].flat())]]);
}

/** JSON that git compares type by type. */
function oneTypeALine(table: readonly [string, ResourceSpec][]): string {
  const lines = table.map(([type, spec]) => `${JSON.stringify(type)}: ${JSON.stringify(spec)}`);
  return `{\n${lines.sort().join(",\n")}\n}\n`;
}

function taggableSource(table: readonly [string, ResourceSpec][]): string {
  const lines = table.filter(([, spec]) => spec.taggable).map(([type]) => `  ${JSON.stringify(type)},\n`);
  return [
    "// Written by `npm run generate:spec` from the provider's typings; do not edit.\n\n",
    "/** The resource types that take tags. */\n",
    `export const taggable: ReadonlySet<string> = new Set([\n${lines.sort().join("")}]);\n`,
  ].join("");
}

if (import.meta.main) {
  for (const [file, text] of generate()) {
    writeFileSync(new URL(`../../${file}`, import.meta.url), text);
  }
}
