import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { expectedFolder, itDeclaresWhatIsExpected } from "./support/expected-plan.ts";
import { allStacks, topStacks, variantStacks } from "./support/stack-files.ts";

describe("the program", () => {
  itDeclaresWhatIsExpected(topStacks, "test/program.test.ts");

  it("has an expected file for each stack file and no other", () => {
    const files = readdirSync(expectedFolder).filter((name) => name.endsWith(".json"));
    assert.deepEqual(files.sort(), [...allStacks, ...variantStacks].map(({ name }) => `${name}.json`).sort());
  });
});
