import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { isMap, parseDocument } from "yaml";

import { Refusal } from "../lib/user-error.ts";
import type { Answers } from "./answers.ts";
import type { MappedApp } from "./map-app.ts";
import { stackText } from "./stack-texts.ts";
import { worldText } from "./world-text.ts";

/** A file of a project that is set up. */
export interface InitFile {
  /** From the project's folder. */
  readonly path: string;
  /** What it holds now; undefined where it is not there. */
  readonly before?: string;
  readonly after: string;
}

/** Where the project is, and the checkout whose program it runs: usually the same folder. */
export interface Project {
  readonly folder: string;
  readonly checkout: string;
}

/** The four files of a new app. */
export function filesOf(mapped: MappedApp, answers: Answers, { folder, checkout }: Project): readonly InitFile[] {
  const up = relative(folder, checkout);
  const inCheckout = (path: string) => (up === "" ? path : `${up}/${path}`);
  const schema = up === "" ? "./config/stack.schema.json" : inCheckout("config/stack.schema.json");
  const file = (path: string, make: (before: string | undefined) => string): InitFile => {
    const before = textIn(join(folder, path));
    return { path, ...(before !== undefined && { before }), after: make(before) };
  };
  return [
    file("Pulumi.yaml", (before) => projectText(before, answers.name, inCheckout)),
    ...(["staging", "production"] as const).map((stack) =>
      file(`Pulumi.${stack}.yaml`, (before) => {
        refuseLiving(`Pulumi.${stack}.yaml`, before);
        return stackText(stack, mapped, answers, schema);
      }),
    ),
    file(up === "" ? "sandbox/world.yaml" : "world.yaml", () => worldText(mapped, answers)),
  ];
}

function textIn(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** What only the stack's own file has: without it, Pulumi can read no secret of the stack any more. */
const ownKeys = ["secretsprovider", "encryptedkey", "encryptionsalt"];

function refuseLiving(path: string, before: string | undefined): void {
  const key = ownKeys.find((own) => new RegExp(`^${own}:`, "m").test(before ?? ""));
  if (key !== undefined) {
    throw new Refusal(
      `${path} has ${key}, so Pulumi has a stack of it: npx slipway init begins a new app. Change the file by hand, or begin in another clone`,
    );
  }
  const given = /\bsecure: *["']?(?!placeholder\b)[^\s"']/.test(before ?? "");
  if (given) {
    throw new Refusal(
      `${path} has values of secrets, which only its own stack can read: npx slipway init begins a new app. Change the file by hand, or begin in another clone`,
    );
  }
}

/** `Pulumi.yaml`: name and description are the app's; everything else stays as it is. */
function projectText(before: string | undefined, name: string, inCheckout: (path: string) => string): string {
  const usual = [
    `name: ${name}`,
    "description: to be said",
    `main: ${inCheckout("index.ts")}`,
    "runtime:",
    "  name: nodejs",
    "  options:",
    "    typescript: false",
    `    nodeargs: --import ${inCheckout("tools/engine/node-check.mjs").replace(/^tools/, "./tools")}`,
    "options:",
    "  refresh: always",
    "",
  ].join("\n");
  const document = parseDocument(before ?? usual, { logLevel: "silent" });
  if (document.errors.length > 0 || !isMap(document.contents)) {
    return usual;
  }
  document.set("name", name);
  document.set("description", `The environments of ${name} on AWS and GitHub.`);
  return document.toString({ lineWidth: 0 });
}
