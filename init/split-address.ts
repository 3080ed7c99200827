import type { Variable } from "./compose/variables.ts";
import { linkOf } from "./links.ts";
import type { Target, Targets } from "./targets.ts";

/** A store that a task logs in to. */
type Store = Extract<Target, { readonly is: "database" | "cache" | "bucket" }>;

/** A variable that holds one part of a store's address. */
export interface Part {
  readonly target: Store;
  /** Which part the stack knows; undefined of what only the URL holds: who logs in, and how. */
  readonly says?: "host" | "port" | "name";
}

const hosts = /^(.*?)(HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/;
const others: readonly (readonly [end: RegExp, says: Part["says"]])[] = [
  [/^(PORT|HOST_PORT)$/, "port"],
  [/^(NAME|DB|DBNAME|DB_NAME|DATABASE|DATABASE_NAME)$/, "name"],
  [/^(USER|USERNAME|USER_NAME|PASS|PASSWORD|PASSWD|AUTH)$/, undefined],
];

/** Variables that hold the address of a store in parts, by their names: `DB_HOST` and what else begins with `DB_`. */
export function splitParts(variables: ReadonlyMap<string, Variable>, targets: Targets): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const [name, { value }] of variables) {
    const target = storeAt(value, targets);
    const [, prefix] = hosts.exec(name) ?? [];
    if (target && prefix !== undefined) {
      parts.set(name, { target, says: "host" });
      addOthers(parts, { prefix, target }, [...variables.keys()]);
    }
  }
  return parts;
}

function storeAt(value: string, targets: Targets): Store | undefined {
  const link = linkOf(value);
  const target = link?.isBare ? targets.get(link.host) : undefined;
  return target?.is === "database" || target?.is === "cache" ? target : undefined;
}

interface Split {
  readonly prefix: string;
  readonly target: Store;
}

function addOthers(parts: Map<string, Part>, { prefix, target }: Split, names: readonly string[]): void {
  for (const name of names.filter((other) => other.startsWith(prefix) && !parts.has(other))) {
    const part = partOf(name.slice(prefix.length), target);
    if (part) {
      parts.set(name, part);
    }
  }
}

function partOf(end: string, target: Store): Part | undefined {
  const known = others.find(([pattern]) => pattern.test(end));
  const [, says] = known ?? [];
  return known === undefined || (says === "name" && target.is === "cache")
    ? undefined
    : { target, ...(says && { says }) };
}
