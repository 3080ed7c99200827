import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { allModels } from "../../sandbox/models/registry.ts";
import { page, withRules } from "../../tools/docs/sandbox-rules.ts";

describe("the page of the sandbox", () => {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), "utf8");

  it("lists the rules that the code has, so that nobody reads about others", () => {
    assert.ok(text === withRules(text), `${page} is stale: run node tools/docs/sandbox-rules.ts`);
  });

  it("names every type, with its rules or why it has none", () => {
    for (const { type } of allModels) {
      assert.ok(text.includes(`### ${type}\n`), type);
    }
  });

  it("keeps what is written around the list", () => {
    const own = withRules(
      "# Mine\n\nbefore\n\n<!-- rules: written by tools/docs/sandbox-rules.ts -->\nold\n<!-- end of rules -->\nafter\n",
    );
    assert.match(own, /^# Mine\n\nbefore\n/);
    assert.match(own, /\nafter\n$/);
    assert.doesNotMatch(own, /\nold\n/);
  });
});
