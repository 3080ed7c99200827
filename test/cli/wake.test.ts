import assert from "node:assert/strict";
import { slipway } from "../support/slipway.ts";

describe("slipway wake", () => {
  it("says that a stack that never sleeps needs no waking, and calls nobody", async () => {
    const { code, stdout, stderr } = await slipway(["wake", "production"]);
    assert.deepEqual(
      [code, stdout, stderr],
      [1, "", "production never sleeps, so there is nothing to wake: environment.cost.sleep is not set\n"],
    );
  });

  it("explains its default, its exit codes and how to try it in the sandbox", async () => {
    const { code, stdout } = await slipway(["wake", "--help"]);
    const text = stdout.replaceAll(/\s+/g, " ");
    assert.equal(code, 0);
    assert.match(text, /\(default: staging\)/);
    assert.match(text, /Exit code: 0 it is awake, 1 it is not, or never sleeps/);
    assert.match(text, /slipway sandbox -- npx slipway wake staging/);
  });
});
