import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { preview } from "../../delivery/preview.ts";
import { SmallStage } from "../promotion/small-stage.ts";

describe("a preview", () => {
  let small: SmallStage;
  const previewed = async () => {
    const said: string[] = [];
    const never = async () => assert.fail("nothing was promoted");
    const means = { historyOf: never, withEngine: never };
    const { isDirty } = await preview(await small.stage(), { say: (sentence) => said.push(sentence) }, means);
    return { isDirty, said };
  };
  beforeEach(() => {
    small = new SmallStage();
    // Nothing was promoted yet, so there is nothing to plan.
    small.deploy(`${SmallStage.text("", "")}    promotion: {from: staging}\n`);
  });
  afterEach(() => small.remove());

  it("says where what it shows is in no commit, since the report names one", async () => {
    assert.deepEqual(await previewed(), { isDirty: undefined, said: [] });
    writeFileSync(join(small.folder, "index.ts"), "export default 2;\n");
    const { isDirty, said } = await previewed();
    assert.equal(isDirty, true);
    assert.match(said.join(), /^with changes that are in no commit: what is shown is not what [0-9a-f]{12} would do$/);
  });
});
