import assert from "node:assert/strict";
import { slipway } from "../support/slipway.ts";

describe("slipway rollback", () => {
  it("takes one way of writing, because two would be two changes", async () => {
    const { code, stdout, stderr } = await slipway(["rollback", "staging", "--yes", "--pr"]);
    assert.deepEqual(
      [code, stdout, stderr],
      [1, "", "--yes writes the stack file here and --pr writes it onto a branch: take one of them\n"],
    );
  });

  it("deploys at once or writes the stack file here, because what is deployed comes from a branch", async () => {
    const { code, stderr } = await slipway(["rollback", "staging", "--yes", "--now"]);
    const says = "--yes writes the stack file here and --now deploys it from a branch: take one of them\n";
    assert.deepEqual([code, stderr], [1, says]);
  });

  it("passes no gate without a reason, which is all that is left of it later", async () => {
    const { code, stderr } = await slipway(["rollback", "staging", "--to", "307c", "--sandbox", "--force"]);
    assert.deepEqual(
      [code, stderr],
      [
        1,
        '--force needs a --reason, which is recorded: npx slipway rollback staging --to 307c --sandbox --force --reason "the site is down"\n',
      ],
    );
  });

  it("explains what comes back, what does not, and its exit codes", async () => {
    const { code, stdout } = await slipway(["rollback", "--help"]);
    const text = stdout.replaceAll(/\s+/g, " ");
    assert.equal(code, 0);
    assert.match(text, /stores and secrets that the newer app added stay declared, and no migration runs/);
    assert.match(text, /Exit code: 0 done, 1 nobody can tell or --now stopped midway, 2 a gate refuses it/);
  });
});
