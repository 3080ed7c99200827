import assert from "node:assert/strict";
import { textOf } from "./sources.ts";

/** What commands have written; a number that is in none of them is somebody's word. */
const reports = ["bench/results.md", "test/mutation/report.md", "docs/policies.md"];

/** Numbers of a text, without what links point at. */
function numbersOf(text: string): readonly string[] {
  return text.replaceAll(/\]\([^)]*\)/g, "]").match(/\d{4}-\d\d-\d\d|\d+(\.\d+)?/g) ?? [];
}

describe("a figure in the README", () => {
  const quoted = /<!-- figures -->(?<text>[\s\S]*)<!-- \/figures -->/.exec(textOf("README.md"))?.groups?.text ?? "";

  it("is quoted from a report that a command writes, because nobody measures a README again", () => {
    const known = new Set(reports.flatMap((report) => numbersOf(textOf(report))));
    assert.notEqual(numbersOf(quoted).length, 0);
    assert.deepEqual(
      numbersOf(quoted).filter((number) => !known.has(number)),
      [],
    );
  });
});
