import assert from "node:assert/strict";
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
});
