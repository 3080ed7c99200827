import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { stacksIn } from "../../config/stacks-in.ts";
import { type Changes, changed } from "../config/minimal.ts";
import { exampleStacks, topStacks, variantStacks } from "../support/stack-files.ts";
import { walk } from "./schema.ts";

/** A stack that is in order, from which generated ones begin: of what is merely random, nothing is ever accepted. */
export interface Seed {
  readonly name: string;
  readonly stack: string;
  /** The whole file, as YAML reads it. */
  readonly values: object;
  /** What is beside it, by the name of the file. */
  readonly beside: Readonly<Record<string, string>>;
  /** Values of it by where they stand. */
  readonly at: ReadonlyMap<string, readonly unknown[]>;
  /** Names that people chose in it, which others may refer to. */
  readonly names: readonly string[];
}

/** The whole file of the minimal configuration after some changes. */
function fileOf(changes: Changes): object {
  const blocks = Object.entries(changed(changes)).map(([key, value]) => [`slipway:${key}`, value]);
  return { config: Object.fromEntries(blocks) };
}

const noStores: Changes = {
  "app.services.api.uses": undefined,
  "app.jobs": undefined,
  "app.databases": undefined,
  "app.caches": undefined,
};

const inProduction: Changes = {
  "environment.profile": "production",
  "environment.domain": "production.shop.example.com",
  "environment.alarms": { page: [{ email: "ops@shop.example.com" }] },
};

const oneOfEach: Changes = {
  "app.services.api.uses": undefined,
  "app.jobs.nightly.uses": ["jobs"],
  "app.queues": { jobs: {} },
  "app.buckets": { files: {} },
  "app.secrets": { API_KEY: "given", SESSION: "generated" },
  "secrets.API_KEY": { secure: "AAABAAAA" },
};

const project = { "Pulumi.yaml": "name: shop\nruntime: nodejs\n" };

function seedOf(name: string, stack: string, values: object, beside: Readonly<Record<string, string>>): Seed {
  const at = new Map<string, unknown[]>();
  const names = new Set<string>();
  walk(values, (pattern, value) => {
    const key = pattern.join(" ");
    at.set(key, [...(at.get(key) ?? []), value]);
    const isNaming = typeof value === "object" && value !== null && !Array.isArray(value) && !pattern.includes("env");
    for (const own of isNaming ? Object.keys(value) : []) {
      names.add(own);
    }
  });
  return { name, stack, values, beside, at, names: [...names] };
}

function besideOf(file: string, stack: string): Record<string, string> {
  const folder = dirname(file);
  const files = ["Pulumi.yaml", ...stacksIn(folder).map((other) => `Pulumi.${other}.yaml`)];
  return Object.fromEntries(
    files
      .filter((name) => name !== `Pulumi.${stack}.yaml` && existsSync(join(folder, name)))
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

/** Small ones first, which are quick to plan; then all that are committed. */
export const seeds: readonly Seed[] = [
  seedOf("tiny staging", "staging", fileOf(noStores), project),
  seedOf("tiny production", "production", fileOf({ ...noStores, ...inProduction }), project),
  seedOf("one of each", "staging", fileOf(oneOfEach), project),
  ...[...topStacks, ...exampleStacks, ...variantStacks].map(({ name, stack, file }) =>
    seedOf(name, stack, parse(readFileSync(file, "utf8")), besideOf(file, stack)),
  ),
];
