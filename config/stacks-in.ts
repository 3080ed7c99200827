import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";

const stackFileName = /^Pulumi\.(.+)\.ya?ml$/;

/** The stack whose file this is, by its name. */
export function stackOf(path: string): string | undefined {
  return stackFileName.exec(basename(path))?.[1];
}

/** Stacks whose files are in a folder. */
export function stacksIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .flatMap((name) => stackOf(name) ?? [])
      .toSorted();
  } catch {
    return [];
  }
}

/** The text of a file, empty when there is none. */
export function textOrNothing(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** `stacks here are production, staging`. */
export function whichStacks(folder: string, where: "here" | "there"): string {
  const stacks = stacksIn(folder);
  if (stacks.length === 0) {
    return `there is no Pulumi.<stack>.yaml ${where}`;
  }
  return stacks.length === 1 ? `the only stack ${where} is ${stacks[0]}` : `stacks ${where} are ${stacks.join(", ")}`;
}
