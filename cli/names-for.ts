import { basename, resolve } from "node:path";
import { appNames } from "../config/app-names.ts";
import { stackOf, stacksIn } from "../config/stacks-in.ts";

/** Where the last word of a place is the name of a stack. */
const ofStacks = new Set(["stack", "other", "from", "to", "A", "B", "--diff"]);

/** Which keys of `slipway:app` the names of a place are below. */
const keysOf: Readonly<Record<string, readonly string[]>> = {
  "bump image": ["images"],
  "exec service": ["services"],
  "exec --forward": ["databases", "caches"],
  "logs name": ["services", "jobs", "databases"],
  "run name": ["services", "jobs"],
};

const sandboxActions = ["up", "preview", "refresh", "destroy", "status", "reset"];

/** The names of a project for a shell, without a check of its files: it asks at each press of a key. */
export function namesFor(place: string, operands: readonly string[], folder: string): readonly string[] {
  const keys = keysOf[place];
  if (keys) return appNames(fileOf(operands[0] ?? "", folder), keys);
  if (place === "sandbox action") return [sandboxActions, stacksIn(folder)][operands.length] ?? [];
  return ofStacks.has(place.split(" ").at(-1) ?? "") ? stacksIn(folder) : [];
}

function fileOf(stack: string, folder: string): string {
  return resolve(folder, stackOf(basename(stack)) === undefined ? `Pulumi.${stack}.yaml` : stack);
}
