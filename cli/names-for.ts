import { basename, resolve } from "node:path";
import { appEntries, property } from "../config/app-names.ts";
import { stackOf, stacksIn } from "../config/stacks-in.ts";

/** Where the last word of a place is the name of a stack. */
const ofStacks = new Set(["stack", "other", "from", "to", "A", "B", "--diff"]);

type NamesIn = (file: string) => readonly string[];

/** What of `slipway:app` the names of a place are. */
const namesOf: Readonly<Record<string, readonly NamesIn[]>> = {
  "bump image": [below("images")],
  "exec service": [below("services")],
  "exec --forward": [below("databases"), below("caches")],
  "logs name": [withSidecars("services"), withSidecars("jobs"), withTasks],
  "run name": [below("services"), below("jobs"), migrations],
};

const sandboxActions = ["up", "preview", "refresh", "destroy", "status", "reset"];

/** The names of a project for a shell, without a check of its files: it asks at each press of a key. */
export function namesFor(place: string, operands: readonly string[], folder: string): readonly string[] {
  const names = namesOf[place];
  if (names) return names.flatMap((namesIn) => namesIn(fileOf(operands[0] ?? "", folder)));
  if (place === "sandbox action") return [sandboxActions, stacksIn(folder)][operands.length] ?? [];
  // No verb takes the same stack twice.
  const others = stacksIn(folder).filter((stack) => !operands.includes(stack));
  return ofStacks.has(place.split(" ").at(-1) ?? "") ? others : [];
}

function fileOf(stack: string, folder: string): string {
  return resolve(folder, stackOf(basename(stack)) === undefined ? `Pulumi.${stack}.yaml` : stack);
}

function below(key: string): NamesIn {
  return (file) => appEntries(file, key).map(([name]) => name);
}

/** `api`, `api/metrics` */
function withSidecars(key: string): NamesIn {
  return (file) =>
    appEntries(file, key).flatMap(([name, task]) => [
      name,
      ...Object.keys(Object(property(task, "sidecars"))).map((sidecar) => `${name}/${sidecar}`),
    ]);
}

/** `main`, `main/migrate`, `main/roles` */
function withTasks(file: string): readonly string[] {
  return appEntries(file, "databases").flatMap(([name, database]) => [
    name,
    ...(property(database, "migrate") ? [`${name}/migrate`] : []),
    `${name}/roles`,
  ]);
}

function migrations(file: string): readonly string[] {
  return withTasks(file).filter((name) => name.endsWith("/migrate"));
}
