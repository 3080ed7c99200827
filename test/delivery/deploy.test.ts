import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Change } from "../../delivery/change.ts";
import { deploy } from "../../delivery/deploy.ts";
import type { Engine, Run } from "../../delivery/engine.ts";
import type { Report } from "../../delivery/report.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import { gitIn } from "../git/clones.ts";
import { TwoStages } from "../promotion/two-stages.ts";
import { change, changes, report } from "./reports.ts";

const run = (own: Partial<Run> = {}): Run => ({
  succeeded: true,
  changes,
  unchanged: 260,
  ended: [],
  errors: [],
  ...own,
});

describe("a deployment by a job", () => {
  let stages: TwoStages;
  /** What was asked of the engine. */
  let asked: string[];
  beforeEach(async () => {
    asked = [];
    stages = new TwoStages();
    stages.deploy("staging", { version: "1" });
    await stages.verify("staging");
    stages.write("production", { version: "1" });
    stages.commitAll();
  });
  afterEach(() => stages.remove());

  async function deployed(shown: Partial<Report> | undefined, own: Partial<Engine> = {}) {
    const answer = <T>(name: string, value: T) => {
      asked.push(name);
      return Promise.resolve(value);
    };
    const engine: Engine = {
      newestUpdate: () => answer("newestUpdate", report().update),
      preview: () => answer("preview", run()),
      up: () => answer("up", run()),
      ...own,
    };
    const head = gitIn(stages.folder, "rev-parse", "HEAD");
    return deploy(await stages.stage("production"), shown && report({ changes, commit: head, ...shown }), {
      historyOf: async (stack) => stageHistory(await stages.stage(stack as "staging" | "production")),
      withEngine: (work) => work(engine),
    });
  }

  it("does what was shown, and says what it did", async () => {
    const { refusals, errors, applied } = await deployed({});
    assert.deepEqual([refusals, errors, applied], [[], [], changes]);
    assert.deepEqual(asked, ["newestUpdate", "preview", "up"]);
  });

  it("is refused before the engine starts by a program that upstream has not verified", async () => {
    stages.commit("index.ts", "export default 2;\n");
    const { refusals } = await deployed({});
    assert.match(
      refusals.join(),
      /^index\.ts here differs from what staging was deployed with \([0-9a-f]{12}\): deploy and verify/,
    );
    assert.deepEqual(asked, []);
  });

  it("is refused where the stack was updated since it was shown, also where nothing would change differently", async () => {
    const newestUpdate = () =>
      Promise.resolve({ number: 8, startTime: "2026-11-21T13:00:00.000Z", result: "succeeded" });
    const { refusals } = await deployed({}, { newestUpdate });
    assert.match(refusals.join(), /^production was updated at 2026-11-21T13:00:00\.000Z, after this was shown/);
    assert.ok(!asked.includes("up"));
  });

  it("is refused where another commit was shown, or only what was not asked of the engine", async () => {
    assert.match(
      (await deployed({ commit: "d".repeat(40) })).refusals.join(),
      /is of commit dddddddddddd, and this is/,
    );
    assert.match((await deployed({ by: "plans" })).refusals.join(), /is no preview of the engine/);
    assert.match((await deployed({ errors: ["no"] })).refusals.join(), /is no preview of the engine/);
    assert.deepEqual(asked, []);
  });

  it("is refused where something would be done that was not shown, or not as it was shown", async () => {
    const refusedBy = async (now: readonly Change[]) =>
      (await deployed({}, { preview: () => Promise.resolve(run({ changes: now })) })).refusals;
    const [first, ...others] = changes;
    assert.ok(first);
    assert.deepEqual(await refusedBy(others), [
      "legacy/legacy-service (Service) was shown as delete, and would stay as it is now",
    ]);
    assert.deepEqual(await refusedBy([...changes, change("create", "x/y", "aws:s3/bucket:Bucket")]), [
      "x/y (Bucket) was not shown, and would be create now",
    ]);
    assert.deepEqual(await refusedBy([{ ...first, op: "replace" }, ...others]), [
      "legacy/legacy-service (Service) was shown as delete, and would be replace now",
    ]);
    assert.deepEqual(await refusedBy([{ ...first, fingerprint: "other" }, ...others]), [
      "legacy/legacy-service (Service) would get another value than what was shown, or has one",
    ]);
    assert.ok(!asked.includes("up"));
  });

  it("is refused with the command for a person where it would change who may do what", async () => {
    const ruleset = change(
      "update",
      "repository/repository-branches",
      "github:index/repositoryRuleset:RepositoryRuleset",
    );
    const { refusals } = await deployed(undefined, { preview: () => Promise.resolve(run({ changes: [ruleset] })) });
    assert.match(
      refusals.join(),
      /a job may not change repository\/repository-branches: a person with administrative rights runs pulumi up --stack production/,
    );
    assert.ok(!asked.includes("up"));
  });

  it("that stops midway says what was applied and what was not", async () => {
    const [first, ...others] = changes;
    assert.ok(first);
    const ended = [first.urn, others[0]?.urn ?? ""];
    const up = () => Promise.resolve(run({ succeeded: false, changes: [first], ended, errors: ["main-instance: no"] }));
    const { applied, left, errors } = await deployed({}, { up });
    // What turned out to be as it should be is no change that is left.
    assert.deepEqual([applied, left, errors], [[first], others.slice(1), ["main-instance: no"]]);
  });

  it("touches nothing where the engine cannot tell what it would change", async () => {
    const preview = () => Promise.resolve(run({ succeeded: false, changes: [] }));
    assert.match((await deployed({}, { preview })).errors.join(), /the engine failed: what it said is in the log/);
    assert.ok(!asked.includes("up"));
  });

  it("of a rollback waits for no program, since it goes back to one that was verified here", async () => {
    writeFileSync(
      join(stages.folder, "Pulumi.production.yaml"),
      stages.text("production").replace("  slipway:release:", `  slipway:release:\n    rollbackOf: ${"a".repeat(64)}`),
    );
    stages.commitAll();
    stages.commit("index.ts", "export default 2;\n");
    assert.deepEqual((await deployed({})).refusals, []);
  });
});
