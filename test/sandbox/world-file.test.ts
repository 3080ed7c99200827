import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readWorld } from "../../sandbox/world.ts";
import { refuses } from "../support/refuses.ts";

describe("a file of the sandbox's world", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-world-"));
  const file = join(folder, "world.yaml");
  after(() => rmSync(folder, { recursive: true }));

  it("that is missing is told with what it is for", () =>
    refuses(
      () => readWorld(file, "world.yaml"),
      "sandbox world world.yaml is missing: it says what exists beforehand (zones, images, secrets …). npx slipway init writes one, and docs/sandbox.md says what is in it",
    ));

  it("that does not fit is told with the place in it", () => {
    writeFileSync(file, "zones: 7\n");
    assert.throws(
      () => readWorld(file, "world.yaml"),
      /^UserError: sandbox world world\.yaml does not fit:\n(?:.*\n)* {2}zones: /,
    );
  });
});
