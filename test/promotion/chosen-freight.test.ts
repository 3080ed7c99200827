import assert from "node:assert/strict";
import { chosenFreight } from "../../promotion/promote/chosen-freight.ts";
import { deployment, history, verified } from "./histories.ts";

describe("what would move out of a stage", () => {
  it("is the newest that was verified and deployed from committed files: of others no commit has what was verified", () => {
    const of = (update: number, isClean: boolean) => {
      const id = `${update}`.repeat(64);
      const freight = { id, pair: id, program: id, app: {}, release: {} };
      return deployment({ update, isClean, freight, ...verified(id) });
    };
    assert.equal(chosenFreight(history("staging", of(2, false), of(1, true)), "pulumi up").update, 1);
  });

  it("is nothing where nothing was deployed, and the command that deploys it there is named once", () => {
    const deploy = "npx slipway sandbox up staging";
    const says = (nothing: string) => () => chosenFreight({ ...history("staging"), nothing }, deploy);
    assert.throws(says("Pulumi has no stack staging"), {
      message: `staging has nothing to promote: Pulumi has no stack staging: deploy it (${deploy}), and verify it`,
    });
    assert.throws(says(`staging was never brought up in the sandbox: run ${deploy} first`), {
      message: `staging has nothing to promote: staging was never brought up in the sandbox: run ${deploy} first, and verify it`,
    });
  });
});
