import assert from "node:assert/strict";
import { judge, spread } from "../../bench/judge.mts";
import type { Part } from "../../bench/part.mts";
import { renewed, section } from "../../bench/report.mts";

describe("the judge of the benchmark", () => {
  it("takes least, middle and most of some numbers, in whatever order they came", () => {
    assert.deepEqual(spread([3, 10, 1, 2, 4]), { min: 1, median: 3, max: 10 });
    assert.deepEqual(spread([2]), { min: 2, median: 2, max: 2 });
    assert.throws(() => spread([]), /no middle of no numbers/);
  });

  it("has a promise kept that is met exactly, and broken by anything above", () => {
    assert.equal(judge("time", 0.2, 1 / 5).isKept, true);
    assert.equal(judge("time", 0.21, 1 / 5).isKept, false);
  });
});

describe("the page of the benchmark", () => {
  const part = (name: string, title: string): Part => ({ name, title, measure: () => Promise.reject(new Error(name)) });
  const parts = [part("one", "The first"), part("two", "The second")];
  const circumstances = {
    date: "2026-01-02",
    commit: "commit 0123456789ab-dirty",
    machine: "2 cores",
    versions: "Node v24",
  };
  const written = (at: number, text: string) => {
    const one = parts[at];
    assert(one);
    return section(one, { text, verdicts: [judge("time", 2, 1)], figures: {} }, circumstances);
  };

  it("has a section a part with the day, the commit, the machine, the versions and what is not kept", () => {
    const page = renewed("", parts, { one: written(0, "figures") });
    assert.match(page, /^# What was measured\n/);
    assert.match(
      page,
      /## The first\n\n2026-01-02, commit 0123456789ab-dirty, 2 cores\. Node v24\. `--only one`\.\n\nfigures\n/,
    );
    assert.match(page, /\| time \| 2\.00 \| ≤ 1\.00 \| \*\*no\*\* \|\n$/);
  });

  it("renews the parts that were measured, keeps the others, and has all in one order", () => {
    const first = renewed("", parts, { two: written(1, "old two") });
    const both = renewed(first, parts, { one: written(0, "new one") });
    assert(both.indexOf("new one") < both.indexOf("old two"));
    const again = renewed(both, parts, { two: written(1, "new two") });
    assert(again.includes("new one") && again.includes("new two") && !again.includes("old two"));
  });

  it("is the same when the same is written again, so that a run changes figures alone", () => {
    const page = renewed("", parts, { one: written(0, "x"), two: written(1, "y") });
    assert.equal(renewed(page, parts, { one: written(0, "x"), two: written(1, "y") }), page);
  });
});
