import assert from "node:assert/strict";
import { problems, type Refusal } from "./minimal.ts";

/** One test a refusal: the changes say these lines and nothing else. */
export function refuses(refusals: readonly Refusal[]): void {
  for (const [title, changes, says] of refusals) {
    it(title, () => assert.deepEqual(problems(changes), says));
  }
}
