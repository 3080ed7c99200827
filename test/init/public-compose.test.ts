import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import type { Finding } from "../../init/findings.ts";
import { writeFiles } from "../../init/write-files.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { readWorld } from "../../sandbox/world.ts";
import { checkout } from "../support/stack-files.ts";
import { Folders, initiated, textOf } from "./initiated.ts";

const composeFiles = join(import.meta.dirname, "compose");

/** Compares with `test/expected/init/<name>.txt`; `UPDATE_EXPECTED=1` accepts what is there now. */
function assertExpected(name: string, text: string): void {
  const file = join(checkout, "test", "expected", "init", `${name}.txt`);
  if (process.env.UPDATE_EXPECTED) {
    writeFileSync(file, text);
  }
  assert.equal(text, existsSync(file) ? readFileSync(file, "utf8") : "", `not as ${file} says: UPDATE_EXPECTED=1`);
}

describe("a compose file as public applications have it", () => {
  const folders = new Folders();
  afterEach(() => folders.remove());

  for (const file of readdirSync(composeFiles).sort()) {
    const name = basename(file, ".yml");

    it(`${name}: everything in it is mapped, or listed with a reason, so that nobody misses a part`, () => {
      const made = initiated(join(composeFiles, file), checkout);
      const lines = Object.entries<readonly Finding[]>({ ...made.findings }).flatMap(([kind, findings]) => [
        `${kind}:`,
        ...findings.map(({ about, says }) => `  ${about}: ${says}`),
      ]);
      assertExpected(name, [...lines, "", textOf(made, "Pulumi.staging.yaml")].join("\n"));
    });

    it(`${name}: both stacks plan without an edit, and the sandbox's world has what they need`, async () => {
      const folder = folders.make();
      writeFiles(folder, initiated(join(composeFiles, file), folder).files);
      for (const stack of ["staging", "production"]) {
        const plan = await planStack(stack, folder);
        assert.ok(plan.resources.length > 100, `${stack} has ${plan.resources.length} resources`);
      }
      assert.deepEqual(readWorld(join(folder, "world.yaml")).accounts, ["111111111111", "222222222222"]);
    }).timeout(60_000);
  }
});
