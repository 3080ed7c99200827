import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Mutant, mutated, type Verdict } from "./mutant.ts";
import { runTests } from "./run-tests.ts";

/** Puts a mutant into a copy of the checkout, asks its tests, and takes it out again. */
export async function tryMutant(folder: string, mutant: Mutant): Promise<Verdict> {
  const path = join(folder, mutant.file);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, mutated(mutant, text));
  try {
    return await runTests(folder, mutant.tests);
  } finally {
    writeFileSync(path, text);
  }
}
