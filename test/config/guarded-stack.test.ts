import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guardedStack } from "../../config/guarded-stack.ts";

describe("the stack that the guard is for", () => {
  let folder: string;
  const has = (stacks: Readonly<Record<string, string>>) => {
    for (const [stack, profile] of Object.entries(stacks)) {
      const text = `config:\n  slipway:environment:\n    profile: ${profile}\n`;
      writeFileSync(join(folder, `Pulumi.${stack}.yaml`), text);
    }
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-guarded-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is the one that protects, whatever it is called", () => {
    has({ live: "production", staging: "staging" });
    assert.equal(guardedStack(folder), "live");
  });

  it("has to be named where several protect, or none: the guard would look at the wrong one", () => {
    has({ staging: "staging" });
    assert.throws(() => guardedStack(folder), {
      message: "no stack here has the profile production, which protects: name one, the only stack here is staging",
    });
    has({ eu: "production", us: "production" });
    assert.throws(() => guardedStack(folder), {
      message: "eu and us have the profile production: name one, like npx slipway guard eu",
    });
  });
});
