import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { slipway } from "../support/slipway.ts";
import { checkout } from "../support/stack-files.ts";

describe("slipway wake", () => {
  it("says that a stack that never sleeps needs no waking, and calls nobody", async () => {
    const { code, stdout, stderr } = await slipway(["wake", "production"]);
    assert.deepEqual(
      [code, stdout, stderr],
      [1, "", "production never sleeps, so there is nothing to wake: environment.cost.sleep is not set\n"],
    );
  });

  it("says in the sandbox what has to be up first, and starts nothing for it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "wake-"));
    for (const stack of ["staging", "production"]) {
      cpSync(join(checkout, "examples", "maria", `Pulumi.${stack}.yaml`), join(folder, `Pulumi.${stack}.yaml`));
    }
    writeFileSync(join(folder, "Pulumi.yaml"), "name: sleeper\n");
    const { code, stderr } = await slipway(["wake", "staging", "--sandbox"], folder);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^staging has no function \S+-staging-sleep yet: run npx slipway sandbox up \S*staging\S* first\n$/,
    );
    rmSync(folder, { recursive: true });
  });
});
