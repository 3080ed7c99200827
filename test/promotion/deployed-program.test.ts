import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { deployedProgramGate } from "../../promotion/gates/deployed-program.ts";
import type { Verdict } from "../../promotion/gates/gate.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import { TwoStages } from "./two-stages.ts";

describe("the program that a job would deploy", () => {
  let stages: TwoStages;
  beforeEach(() => {
    stages = new TwoStages();
    stages.deploy("staging", { version: "1" });
    stages.write("production", { version: "1" });
    stages.commitAll();
  });
  afterEach(() => stages.remove());

  const judge = async (stack: "staging" | "production"): Promise<Verdict | undefined> =>
    deployedProgramGate(await stages.stage(stack), async (name) =>
      stageHistory(await stages.stage(name as "staging" | "production")),
    );

  /** Writes down that a gate was passed by force in production. */
  async function force(gate: string, id: string): Promise<void> {
    const { records } = await stages.stage("production");
    await records.append({ event: "forced", gate, id, reason: "it burns" });
  }

  it("is anyone where a stack takes from nobody", async () => {
    assert.equal(await judge("staging"), undefined);
  });

  it("waits until the stack before has verified it, and not only deployed it", async () => {
    assert.match(
      (await judge("production"))?.says ?? "",
      /^staging has verified no program yet: deploy this commit there/,
    );
    await stages.verify("staging");
    assert.equal((await judge("production"))?.says, "the program here was verified in staging");
    stages.commit("index.ts", "export default 2;\n");
    stages.up("staging");
    assert.equal((await judge("production"))?.passes, false);
    await stages.verify("staging", "failed");
    assert.equal((await judge("production"))?.passes, false);
    await stages.verify("staging");
    assert.equal((await judge("production"))?.passes, true);
  });

  it("does not wait where somebody passed that by force, for this app and release alone", async () => {
    const id = await stages.verify("staging");
    stages.commit("index.ts", "export default 2;\n");
    await force("program", id);
    assert.equal((await judge("production"))?.says, "not verified in staging, and passed by force");
    stages.write("production", { version: "2" });
    stages.commitAll();
    assert.equal((await judge("production"))?.passes, false);
  });

  it("does not wait for a hotfix that bump --force has put there", async () => {
    await stages.verify("staging");
    stages.commit("index.ts", "export default 2;\n");
    stages.write("production", { version: "1.0.1", digit: "2" });
    stages.commitAll();
    assert.equal((await judge("production"))?.passes, false);
    await force("promotion", "f".repeat(64));
    assert.equal((await judge("production"))?.passes, true);
  });

  describe("of a rollback", () => {
    const goBack = (version = "0.9") => {
      stages.write("production", { version });
      const text = stages
        .text("production")
        .replace("  slipway:release:", `  slipway:release:\n    rollbackOf: ${"a".repeat(64)}`);
      writeFileSync(stages.file("production"), text);
      stages.commitAll();
    };

    it("does not wait to get there: it is no time to look at another program", async () => {
      await stages.verify("staging");
      stages.commit("index.ts", "export default 2;\n");
      goBack();
      assert.equal((await judge("production"))?.says, "a rollback does not wait for a program");
      stages.up("production");
      assert.equal((await judge("production"))?.passes, true, "run again");
    });

    it("waits as ever once the rollback is there: else every later program would get by", async () => {
      await stages.verify("staging");
      goBack();
      stages.up("production");
      stages.commit("index.ts", "export default 2;\n");
      assert.match((await judge("production"))?.says ?? "", /^index\.ts here differs/);
      stages.up("staging");
      await stages.verify("staging");
      assert.equal((await judge("production"))?.passes, true);
    });

    it("waits too where the commit of the rollback is gone with its branch", async () => {
      await stages.verify("staging");
      goBack();
      stages.up("production");
      stages.forge("production", (update) => Object.assign(update, { environment: { "git.head": "b".repeat(40) } }));
      stages.commit("index.ts", "export default 2;\n");
      assert.equal((await judge("production"))?.passes, false);
    });
  });

  it("waits for a hotfix that is there already, and passes the run that is started again", async () => {
    await stages.verify("staging");
    stages.commit("index.ts", "export default 2;\n");
    stages.write("production", { version: "1.0.1", digit: "2" });
    stages.commitAll();
    await force("promotion", "f".repeat(64));
    stages.up("production");
    assert.equal((await judge("production"))?.passes, true);
    stages.commit("index.ts", "export default 3;\n");
    assert.equal((await judge("production"))?.passes, false);
  });
});
