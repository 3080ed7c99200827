import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { engineDrift } from "../../../delivery/drift/engine-drift.ts";

describe("what the engine finds of a stack", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-engine-drift-"));
  const path = process.env.PATH ?? "";
  before(() => {
    process.env.PATH = [folder, path].join(delimiter);
  });
  after(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });
  const pulumiIs = (script: string) => writeFileSync(join(folder, "pulumi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

  it("is nothing where nobody has brought it up, instead of a failure that says no more", async () => {
    pulumiIs("echo \"error: no stack named 'production' found\" >&2; exit 255");
    assert.equal(await engineDrift(folder, "production"), undefined);
    pulumiIs("echo '[]'");
    assert.equal(await engineDrift(folder, "production"), undefined);
  });

  it("is the engine's own words where it cannot be asked, so that the report says them", async () => {
    pulumiIs("echo 'error: no credentials' >&2; exit 255");
    const { changes, errors = [] } = (await engineDrift(folder, "production")) ?? {};
    assert.deepEqual(changes, []);
    assert.match(errors.join("\n"), /no credentials/);
  });
});
