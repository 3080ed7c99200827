import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { didYouMean } from "../lib/did-you-mean.ts";
import { UserError } from "../lib/user-error.ts";

const examples = join(import.meta.dirname, "..", "examples");
const fileName = "starter.yml";

/** Systems that there is a starter file for. */
export function starters(): string[] {
  return readdirSync(examples)
    .filter((system) => existsSync(join(examples, system, fileName)))
    .toSorted();
}

/** The workflow with which a repository like that system's begins: its checks as plain jobs, and its build. */
export function starterOf(system: string): string {
  const known = starters();
  if (!known.includes(system)) {
    const near = didYouMean(system, known);
    const meant = near === undefined ? "" : ` (did you mean ${near}?)`;
    throw new UserError(`there is no starter "${system}"${meant}: use one of ${known.join(", ")}`);
  }
  return readFileSync(join(examples, system, fileName), "utf8");
}

/** Writes it to a file that is not there yet, with its folders: a workflow that somebody has written is theirs. */
export function writeStarter(system: string, path: string): void {
  const text = starterOf(system);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      throw new UserError(`${path} is there already, and is left as it is: name another file, or remove it first`);
    }
    throw error;
  }
}
