import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { stacksToDeploy } from "../../delivery/deploys.ts";
import { commitRefusals } from "../../delivery/refusals.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import { gitIn } from "../git/clones.ts";
import { TwoStages } from "../promotion/two-stages.ts";

type StackName = "staging" | "production";

describe("why a job may not deploy a commit", () => {
  let stages: TwoStages;
  beforeEach(async () => {
    stages = new TwoStages();
    stages.deploy("staging", { version: "1" });
    await stages.verify("staging");
    stages.deploy("production", { version: "1" });
    await stages.verify("production");
  });
  afterEach(() => stages.remove());

  const historyOf = async (stack: string) => stageHistory(await stages.stage(stack as StackName));
  const head = () => gitIn(stages.folder, "rev-parse", "HEAD");

  async function refusals(stack: StackName = "production"): Promise<readonly string[]> {
    return commitRefusals(await stages.stage(stack), head(), historyOf);
  }

  async function due(stack: StackName): Promise<string> {
    const stageOf = (name: string) => stages.stage(name as StackName);
    const [found] = await stacksToDeploy([stack], undefined, { stageOf, historyOf });
    return `${found?.isDue ? "due" : "not due"}: ${found?.because}`;
  }

  /** What a rollback writes down. */
  async function reject(stack: StackName, id: string, by: "rejected" | "forced" = "rejected"): Promise<void> {
    const { records } = await stages.stage(stack);
    const record = { event: by, id, reason: "it burns" } as const;
    await records.append(
      by === "forced" ? { ...record, event: by, gate: "rejected" } : { ...record, event: "rejected" },
    );
  }

  /** Deploys version 2 everywhere, takes production back from a commit of its own, and returns what was left. */
  async function takenBack(): Promise<string> {
    stages.deploy("staging", { version: "2", digit: "2" });
    await stages.verify("staging");
    stages.deploy("production", { version: "2", digit: "2" });
    const id = (await historyOf("production")).deployments[0]?.freight?.id ?? "";
    await reject("production", id);
    const main = head();
    gitIn(stages.folder, "checkout", "--quiet", "-b", "slipway/rollback-production");
    stages.write("production", { version: "1" });
    const back = stages.text("production").replace("release:", `release:\n    rollbackOf: ${"a".repeat(64)}`);
    writeFileSync(stages.file("production"), back);
    gitIn(stages.folder, "commit", "--quiet", "--all", "--message", "back");
    stages.up("production");
    gitIn(stages.folder, "checkout", "--quiet", "--detach", main);
    return id;
  }

  it("is nothing where all is as it should be", async () => {
    assert.deepEqual([await refusals("staging"), await refusals()], [[], []]);
  });

  it("is that a newer one is deployed: a run that is started again has the commit of then", async () => {
    const then = head();
    stages.deploy("production", { version: "2" });
    gitIn(stages.folder, "checkout", "--quiet", "--detach", then);
    const [first, ...others] = await refusals();
    assert.match(
      first ?? "",
      /^production has commit [0-9a-f]{12}, which is newer than this one, [0-9a-f]{12}: run the /,
    );
    assert.deepEqual(others, []);
    assert.match(await due("production"), /^not due: production has commit/);
  });

  it("is not that another one is deployed which is no newer, as after a revert or a rollback's own branch", async () => {
    stages.deploy("production", { version: "2" });
    stages.deploy("production", { version: "1" });
    stages.commit("README.md", "words\n");
    assert.deepEqual(await refusals(), []);
  });

  it("is that it was rejected, until the rollback is merged: every push would bring it back", async () => {
    await takenBack();
    assert.match(
      await due("production"),
      /^not due: [0-9a-f]{12} was rejected/,
      "at the commit that the rollback follows",
    );
    stages.commit("README.md", "words\n");
    const [first, ...others] = await refusals();
    assert.match(
      first ?? "",
      /^[0-9a-f]{12} was rejected in production by .+: it burns: merge the pull request of the/,
    );
    assert.deepEqual(others, []);
    assert.match(
      await due("production"),
      /^not due: [0-9a-f]{12} was rejected in production/,
      "and no run is red for it",
    );
    gitIn(stages.folder, "merge", "--quiet", "--no-edit", "slipway/rollback-production");
    assert.deepEqual(await refusals(), []);
  });

  it("is that it was rejected also with another program, which does not mend the app", async () => {
    await takenBack();
    stages.commit("index.ts", "export default 2;\n");
    stages.up("staging");
    await stages.verify("staging");
    assert.match((await refusals()).join(), /was rejected in production/);
  });

  it("is not what somebody promoted by force since", async () => {
    const id = await takenBack();
    stages.commit("README.md", "words\n");
    await reject("production", id, "forced");
    assert.deepEqual(await refusals(), []);
    await reject("production", id);
    assert.match((await refusals()).join(), /was rejected in production/, "and once more after that");
  });

  it("is that upstream has found it bad since it was promoted, wherever its pull request was at that time", async () => {
    stages.deploy("staging", { version: "2", digit: "2" });
    const id = await stages.verify("staging");
    stages.write("production", { version: "2", digit: "2" });
    stages.commitAll();
    assert.deepEqual(await refusals(), []);
    await reject("staging", id);
    assert.match((await refusals()).join(), /^[0-9a-f]{12} was rejected in staging by /);
    assert.match(await due("production"), /^not due: [0-9a-f]{12} was rejected in staging/);
    await reject("production", id, "forced");
    assert.deepEqual(await refusals(), []);
  });

  it("is not what upstream finds bad once the stack has it: its place must be mendable", async () => {
    const id = (await historyOf("staging")).deployments[0]?.freight?.id ?? "";
    await reject("staging", id);
    writeFileSync(stages.file("production"), `${stages.text("production")}    # a word\n`);
    stages.commitAll();
    assert.deepEqual(await refusals(), []);
    assert.match((await refusals("staging")).join(), /was rejected in staging/);
  });

  it("is that it was rejected although its update failed, so that Pulumi's history has no freight of it", async () => {
    stages.deploy("staging", { version: "2", digit: "2" });
    const { freight } = (await historyOf("staging")).deployments[0] ?? {};
    stages.forge("staging", (update) => Object.assign(update, { result: "failed" }));
    await reject("staging", freight?.id ?? "");
    assert.match((await refusals("staging")).join(), /^[0-9a-f]{12} was rejected in staging/);
    assert.match(await due("staging"), /^not due: /);
  });
});
