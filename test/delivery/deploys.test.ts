import assert from "node:assert/strict";
import { allIn, stacksToDeploy } from "../../delivery/deploys.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import { gitIn } from "../git/clones.ts";
import { TwoStages } from "../promotion/two-stages.ts";

describe("what a commit is deployed to", () => {
  let stages: TwoStages;
  beforeEach(async () => {
    stages = new TwoStages();
    stages.deploy("staging", { version: "1" });
    await stages.verify("staging");
    stages.deploy("production", { version: "1" });
    await stages.verify("production");
  });
  afterEach(() => stages.remove());

  /** `staging: because`, of those that are due, or of those that are not. */
  async function told(isDue: boolean, base?: string): Promise<string[]> {
    const stageOf = (stack: string) => stages.stage(stack as "staging" | "production");
    const historyOf = async (stack: string) => stageHistory(await stageOf(stack));
    const found = await stacksToDeploy(allIn(stages.folder), base, { stageOf, historyOf });
    assert.deepEqual(
      found.map(({ stack }) => stack),
      ["staging", "production"],
    );
    return found.filter((one) => one.isDue === isDue).map(({ stack, because }) => `${stack}: ${because}`);
  }

  it("is no stack where only what nobody deploys has changed", async () => {
    stages.commit("README.md", "words\n");
    assert.deepEqual(await told(true), []);
  });

  it("is a stack whose file has changed, and it alone", async () => {
    stages.write("staging", { version: "2" });
    stages.commitAll();
    assert.deepEqual(await told(true), ["staging: its file is not what it was at its last deployment"]);
  });

  it("is with a new program first where nobody is before it, and behind that once it is verified there", async () => {
    stages.commit("index.ts", "export default 2;\n");
    assert.deepEqual(await told(true), ["staging: the program has changed since its last deployment: index.ts"]);
    assert.match((await told(false)).join(), /^production: the program waits for staging: index\.ts here differs/);
    stages.up("staging");
    await stages.verify("staging");
    assert.deepEqual(await told(true), ["production: the program here was verified in staging"]);
  });

  it("is what was deployed and not yet judged, or a job that was stopped before its verification left it so", async () => {
    stages.commit("index.ts", "export default 2;\n");
    stages.up("staging");
    assert.deepEqual(await told(true), [
      "staging: its last deployment was not verified to its end, so it is verified now",
    ]);
    await stages.verify("staging");
    assert.doesNotMatch((await told(true)).join(), /staging: /);
  });

  it("is no stack that was never deployed: a person makes the role that jobs deploy with", async () => {
    stages.remove();
    stages = new TwoStages();
    assert.deepEqual(await told(false), [
      "staging: no update of staging has ended well yet: a person brings it up the first time",
      "production: nothing was promoted to it yet",
    ]);
  });

  it("is told by git alone from a given commit, for a job without any right", async () => {
    const base = gitIn(stages.folder, "rev-parse", "HEAD");
    stages.commit("index.ts", "export default 2;\n");
    assert.deepEqual(await told(true, base), [
      `staging: the program has changed since commit ${base.slice(0, 12)}: index.ts`,
    ]);
    assert.deepEqual(await told(true, "HEAD~1"), ["staging: the program has changed since HEAD~1: index.ts"]);
    assert.match((await told(true, "0".repeat(40))).join(), /staging: commit 000000000000 is not in this clone/);
  });
});
