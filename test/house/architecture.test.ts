import assert from "node:assert/strict";
import { basename } from "node:path";
import { pathsOf, textOf } from "./sources.ts";

describe("the page on the architecture", () => {
  const page = textOf("docs/architecture.md");
  const components = pathsOf("components/*.ts").map((path) => basename(path));

  it("names every component, so that the way from a word to its file is short", () => {
    assert.deepEqual(
      components.filter((file) => !page.includes(`\`${file}\``)),
      [],
    );
  });

  it("names no component that is gone", () => {
    const named = [...page.matchAll(/`([a-z-]+\.ts)`/g)].map(([, file = ""]) => file);
    assert.deepEqual(
      named.filter((file) => !components.includes(file) && !pathsOf(file).length),
      [],
    );
  });

  it("stays under 150 lines, or nobody reads it", () => {
    const lines = page.split("\n").length;
    assert.ok(lines < 150, `${lines} lines`);
  });
});
