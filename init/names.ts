import { ownNames } from "../config/checks/names.ts";

/** The longest key of a service, a store … */
const longestKey = 20;

/** A name as keys are written: lower-case letters, digits and single hyphens, a letter first. */
export function keyed(name: string, longest: number = longestKey): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "");
  // Half a word says less than none.
  const cut = words.length <= longest ? words : words.slice(0, longest + 1).replace(/(?<=.{4})-[^-]*$/, "");
  return cut.slice(0, longest).replace(/-+$/, "") || "app";
}

/** Names that are taken, in one stack or one map. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: readonly string[] = [...ownNames, "constructor"]) {
    this.#taken = new Set(taken);
  }

  /** The key for a name that nothing else has. */
  take(name: string): string {
    const key = keyed(name);
    const free = [key, `${keyed(name, longestKey - "-app".length)}-app`, ...numbered(name)].find(
      (candidate) => !this.#taken.has(candidate),
    );
    const taken = free ?? key;
    this.#taken.add(taken);
    return taken;
  }
}

function* numbered(name: string): Generator<string> {
  for (let number = 2; number < 1000; number++) {
    yield `${keyed(name, longestKey - `-${number}`.length)}-${number}`;
  }
}

/** A name as variables are written. */
export function upperCased(key: string): string {
  return key.toUpperCase().replaceAll("-", "_");
}
