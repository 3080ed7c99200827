import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "./stack-files.ts";

/**
 * Compares what a verb prints with `test/expected/texts/<name>.txt`, which is reviewed like code, and has no line that a
 * terminal of 100 columns would break. `UPDATE_EXPECTED=1` accepts it.
 */
export function assertExpectedText(name: string, printed: string): void {
  const file = join(checkout, "test", "expected", "texts", `${name}.txt`);
  if (process.env.UPDATE_EXPECTED) {
    writeFileSync(file, printed);
  }
  assert.equal(printed, existsSync(file) ? readFileSync(file, "utf8") : "", `not as ${file} says: UPDATE_EXPECTED=1`);
  assert.deepEqual(tooLong(printed), []);
}

/** Lines of more than 100 columns, but for those that are one word: a command or a path is not broken. */
export function tooLong(text: string): string[] {
  return text.split("\n").filter((line) => [...line].length > 100 && line.trim().includes(" "));
}
