import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { fuzz } from "./fuzz/fuzz.ts";
import { reportOf } from "./fuzz/report.ts";
import { type Tally, unreached } from "./fuzz/work.ts";

describe("ten thousand stack files that nobody wrote", () => {
  let tally: Tally;

  before(async function () {
    // As long as it takes: nothing here is about speed.
    this.timeout(3_600_000);
    // Another seed, and more of them planned: npm run fuzz.
    tally = await fuzz({ seed: 9, runs: 10_000, plans: 600, jobs: availableParallelism() });
  });

  it("are each planned with everything holding that has to, or refused in words, since people write anything", () => {
    assert.deepEqual(tally.found, [], reportOf(tally, []));
  });

  it("have each key of the schema in one of them, so that nothing a person can write is left out", () => {
    assert.deepEqual(unreached(tally), []);
  });

  it("are accepted often enough for 500 to be planned twice, with their keys in another order the second time", () => {
    assert.ok(tally.planned >= 500, reportOf(tally, []));
  });
});
