import assert from "node:assert/strict";
import { pathsOf, textOf } from "./sources.ts";

const headings = ["## Status", "## Context", "## Options", "## Decision", "## Consequences"];

describe("the decisions", () => {
  const decisions = pathsOf("docs/decisions/*.md").map((path) => ({ path, text: textOf(path) }));

  it("are numbered without a gap, so that one can be named by its number", () => {
    const numbers = decisions.map(({ path }) => Number(/\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]));
    assert.deepEqual(
      numbers,
      decisions.map((_, index) => index + 1),
    );
  });

  it("have the same five parts, so that the reason is where one looks for it", () => {
    const odd = decisions.filter(
      ({ text }) =>
        text
          .split("\n")
          .filter((line) => line.startsWith("## "))
          .join() !== headings.join(),
    );
    assert.deepEqual(
      odd.map(({ path }) => path),
      [],
    );
  });

  it("fit on a page", () => {
    const long = decisions.filter(({ text }) => text.split("\n").length > 60);
    assert.deepEqual(
      long.map(({ path }) => path),
      [],
    );
  });
});
