import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planStack } from "../plan/plan-stack.ts";
import { changeLines, compactJson, type Reviewable, reviewable } from "./support/reviewable.ts";
import { allStacks } from "./support/stack-files.ts";

const folder = join(import.meta.dirname, "expected");
const accept = "UPDATE_EXPECTED=1 npm test -- test/program.test.ts";
const mostLines = 60;

function expected(file: string): Reviewable {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** What to look at, and what to do when it is meant. */
function report(name: string, lines: readonly string[]): string {
  const more = lines.length > mostLines ? [`… and ${lines.length - mostLines} more`] : [];
  return [
    `what ${name} declares is not what test/expected/${name}.json says:`,
    ...[...lines.slice(0, mostLines), ...more].map((line) => `  ${line}`),
    `if it is meant, accept it and review the change of the file: ${accept}`,
  ].join("\n");
}

describe("the program", () => {
  for (const { name, file } of allStacks) {
    it(`declares for ${name} what its expected file says, so that a change is seen before it is made`, async () => {
      const planned = reviewable(await planStack(file));
      const path = join(folder, `${name}.json`);
      if (process.env.UPDATE_EXPECTED) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(path, `${compactJson(planned)}\n`);
      }
      // As JSON holds it: what is undefined is not there.
      const lines = changeLines(expected(path), JSON.parse(JSON.stringify(planned)));
      if (lines.length > 0) {
        assert.fail(report(name, lines));
      }
      assert.equal(readFileSync(path, "utf8"), `${compactJson(planned)}\n`, `${path} was edited by hand: ${accept}`);
    });
  }

  it("has an expected file for each stack file and no other", () => {
    assert.deepEqual(readdirSync(folder).sort(), allStacks.map(({ name }) => `${name}.json`).sort());
  });
});
