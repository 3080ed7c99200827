import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRolledBack, lastingPlan } from "./lasting-plan.ts";
import { changeLines, compactJson, type Reviewable } from "./reviewable.ts";
import { checkout, type StackCase } from "./stack-files.ts";

/** Where the expected plans are. */
export const expectedFolder = join(checkout, "test", "expected");

const mostLines = 60;

/** What the expected file of a stack says. */
export function expectedPlan(name: string): Reviewable {
  const file = join(expectedFolder, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Declares a test for each stack that its plan is the expected one. `UPDATE_EXPECTED=1` accepts it. */
export function itDeclaresWhatIsExpected(stacks: readonly StackCase[], testFile: string): void {
  const accept = `UPDATE_EXPECTED=1 npm test -- ${testFile}`;
  for (const { name, file } of stacks) {
    it(`declares for ${name} what its expected file says, so that a change is seen before it is made`, async function () {
      const declared = await lastingPlan(file);
      const path = join(expectedFolder, `${name}.json`);
      if (process.env.UPDATE_EXPECTED) {
        mkdirSync(expectedFolder, { recursive: true });
        writeFileSync(path, `${compactJson(declared)}\n`);
      }
      // As JSON holds it: what is undefined is not there.
      const lines = changeLines(expectedPlan(name), JSON.parse(JSON.stringify(declared)));
      if (lines.length > 0 && isRolledBack(file)) {
        this.skip();
      }
      if (lines.length > 0) {
        assert.fail(report(name, lines, accept));
      }
      assert.equal(readFileSync(path, "utf8"), `${compactJson(declared)}\n`, `${path} was edited by hand: ${accept}`);
    });
  }
}

/** What to look at, and what to do when it is meant. */
function report(name: string, lines: readonly string[], accept: string): string {
  const more = lines.length > mostLines ? [`… and ${lines.length - mostLines} more`] : [];
  return [
    `what ${name} declares is not what test/expected/${name}.json says:`,
    ...[...lines.slice(0, mostLines), ...more].map((line) => `  ${line}`),
    `if it is meant, accept it and review the change of the file: ${accept}`,
  ].join("\n");
}
