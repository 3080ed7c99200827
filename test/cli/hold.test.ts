import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Clones } from "../git/clones.ts";
import { slipway } from "../support/slipway.ts";

describe("slipway hold", () => {
  it("needs a reason, because whoever it keeps away has to know", async () => {
    const { code, stdout, stderr } = await slipway(["hold", "staging", "--sandbox"]);
    assert.deepEqual(
      [code, stdout, stderr],
      [
        1,
        "",
        'hold needs a --reason, which whoever it keeps away reads: npx slipway hold staging --sandbox --reason "until the incident is understood"\n',
      ],
    );
  });

  it("takes none to lift one, where nobody would read it", async () => {
    const { code, stderr } = await slipway(["hold", "staging", "--off", "--reason", "done"]);
    assert.deepEqual([code, stderr], [1, "hold --off takes no --reason: why the hold is lifted is not written down\n"]);
  });

  it("refuses a stack that was never deployed with the exit code of a refusal, which a script can tell", async () => {
    const clones = new Clones();
    try {
      const folder = clones.alone("alone");
      writeFileSync(join(folder, "Pulumi.yaml"), "name: slipway-test-hold\n");
      const file = join(folder, "Pulumi.staging.yaml");
      const { code, stdout, stderr } = await slipway(["hold", file, "--sandbox", "--reason", "why"]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /^there is nothing in staging to hold: staging was never brought up in the sandbox: run /);
    } finally {
      clones.remove();
    }
  });
});
