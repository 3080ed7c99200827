import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { found } from "../../lib/records.ts";
import { mirrorOf } from "../../tools/default-app.mjs";
import { checkout } from "../support/stack-files.ts";
import { type Mutant, mutated } from "./mutant.ts";
import { mutants } from "./mutants.ts";
import { tryMutant } from "./try-mutant.ts";

const textOf = (path: string) => readFileSync(join(checkout, path), "utf8");
const byId: Readonly<Record<string, Mutant>> = Object.fromEntries(mutants.map((mutant) => [mutant.id, mutant]));

describe("the mutants", () => {
  it("are sixty or more, each of one name, so that a report of them says something", () => {
    assert.ok(mutants.length >= 60, `${mutants.length}`);
    assert.equal(Object.keys(byId).length, mutants.length);
  });

  it("fit their files, so that a guard that is written otherwise today does not go untried", () => {
    for (const mutant of mutants) {
      const text = textOf(mutant.file);
      assert.notEqual(mutated(mutant, text), text, mutant.id);
    }
  });

  it("name tests that are there, and never the comparison of whole plans, which anybody may accept anew", () => {
    const named = [...new Set(mutants.flatMap(({ tests }) => tests))];
    assert.deepEqual(
      named.filter((path) => !/\.test\.ts$/.test(path) || !existsSync(join(checkout, path))),
      [],
    );
    const snapshots = ["test/program.test.ts", "test/examples.test.ts"];
    assert.deepEqual(
      snapshots.filter((path) => named.includes(path)),
      [],
    );
  });

  it("are all in the report, and none besides, so that the report is of this list", () => {
    const reported = [...textOf("test/mutation/report.md").matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, id]) => id);
    assert.deepEqual(reported.toSorted(), mutants.map(({ id }) => id).toSorted(), "run npm run mutation");
  });

  it("are caught, or the report says why it is well that they are not", () => {
    assert.doesNotMatch(textOf("test/mutation/report.md"), /not explained yet|it is no program/);
  });
});

describe("a guard that is taken out", function () {
  this.timeout(120_000);
  let copy: ReturnType<typeof mirrorOf>;
  before(() => {
    copy = mirrorOf(checkout);
  });
  after(() => copy.remove());

  for (const id of ["bucket-public", "date-read-two-ways", "soak-begins-anew"]) {
    it(`is noticed: ${id}`, async () => {
      const mutant = found(byId, id);
      const verdict = await tryMutant(copy.folder, mutant);
      assert.equal(verdict.is, "caught");
      assert.ok(verdict.is === "caught" && mutant.tests.includes(verdict.file), JSON.stringify(verdict));
    });
  }

  const harmless: Mutant = {
    id: "nothing-gone",
    guard: "None.",
    file: "lib/cidr.ts",
    find: "const zoneSlots = 8;",
    replace: "const zoneSlots = 2 ** 3;",
    tests: ["test/lib/cidr.test.ts"],
  };

  it("is not said to be noticed where the tests pass, or the report would flatter", async () => {
    assert.deepEqual(await tryMutant(copy.folder, harmless), { is: "survived" });
  });

  it("is not said to be noticed where nothing runs, since broken syntax is no finding of a test", async () => {
    const { is } = await tryMutant(copy.folder, { ...harmless, replace: "const zoneSlots = ;" });
    assert.equal(is, "broken");
  });

  it("is not said to be noticed where the program names what is not there, and a program that dies is told from one that is judged", async () => {
    const inside = { ...harmless, find: "return contains(a, b) || contains(b, a);" };
    const nameless = await tryMutant(copy.folder, { ...inside, replace: "return nowhere(a, b);" });
    assert.equal(nameless.is, "broken", JSON.stringify(nameless));
    const dying = await tryMutant(copy.folder, { ...inside, replace: "return Object(undefined).no.way;" });
    assert.ok(dying.is === "caught" && dying.crash === "TypeError", JSON.stringify(dying));
  });

  it("is back afterwards, so that the next one is tried alone", () => {
    assert.equal(readFileSync(join(copy.folder, harmless.file), "utf8"), textOf(harmless.file));
  });
});
