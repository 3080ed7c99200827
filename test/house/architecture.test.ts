import assert from "node:assert/strict";
import { basename } from "node:path";
import { pathsOf, textOf } from "./sources.ts";

describe("the page on the components", () => {
  const page = textOf("docs/components.md");
  const components = pathsOf("components/*.ts").map((path) => basename(path));
  const named = [...page.matchAll(/`([a-z0-9*-]+\.ts)`/g)].map(([, file = ""]) => file);

  it("names every component, so that the way from a word to its file is short", () => {
    assert.deepEqual(
      components.filter((file) => !named.includes(file)),
      [],
    );
  });

  it("names no component that is gone", () => {
    assert.deepEqual(
      named.filter((file) => !components.includes(file) && !pathsOf(file).length),
      [],
    );
  });
});

describe("the page on the architecture", () => {
  it("stays under 150 lines, or nobody reads it", () => {
    const lines = textOf("docs/architecture.md").split("\n").length;
    assert.ok(lines < 150, `${lines} lines`);
  });
});
