import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pulumiIn } from "../../backend/pulumi.ts";

describe("the pulumi command", () => {
  let folder: string;
  const pulumi = (script: string) => {
    writeFileSync(join(folder, "pulumi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return pulumiIn(folder, "staging", [folder]);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "slipway-pulumi-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is told which stack is meant, and never asks on the terminal", async () => {
    assert.equal(await pulumi('echo "$@"')(["stack", "history"]), "stack history --stack staging --non-interactive\n");
  });

  it("is asked who is logged in without a stack, because it refuses one there", async () => {
    assert.equal(await pulumi('echo "$@"')(["whoami", "--json"]), "whoami --json --non-interactive\n");
  });

  it("is given what it reads, and fails with what it said", async () => {
    assert.equal(await pulumi("cat")(["stack", "import"], "{}"), "{}");
    await assert.rejects(pulumi("echo 'error: no' >&2; exit 6")(["stack", "export"]), {
      message: "pulumi stack export failed: error: no",
    });
  });
});
