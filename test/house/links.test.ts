import assert from "node:assert/strict";
import { posix } from "node:path";
import { pathsOf, textOf } from "./sources.ts";

describe("a page", () => {
  it("links only to files that exist", () => {
    const pages = pathsOf("{*,docs/**/*,examples/**/*}.md");
    const dead = pages.flatMap((page) =>
      linksOf(page)
        .filter((path) => !pathsOf(path).length)
        .map((path) => `${page} links to ${path}`),
    );
    assert.deepEqual(dead, []);
  });
});

/** Where the relative links of a page lead, from the root of the project. */
function linksOf(page: string): string[] {
  return [...textOf(page).matchAll(/\]\((?!\w+:|#)([^)#\s]+)[^)]*\)/g)].map(([, to = ""]) =>
    posix.join(page, "..", to).replace(/\/$/, ""),
  );
}
