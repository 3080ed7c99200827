import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blocksOf, withBlocks, withDigest, withRollbackOf } from "../config/stack-text.ts";
import { expectedPlan } from "./support/expected-plan.ts";
import { isRolledBack, lastingPlan, lastingValues } from "./support/lasting-plan.ts";
import { changeLines } from "./support/reviewable.ts";
import { checkout, exampleStacks, topStacks, variantStacks } from "./support/stack-files.ts";

describe("an expected plan", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-test-"));
    cpSync(join(checkout, "test/default-app"), folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const fileOf = (stack: string) => join(folder, `Pulumi.${stack}.yaml`);
  const edit = (stack: string, by: (text: string, file: string) => string) =>
    writeFileSync(fileOf(stack), by(readFileSync(fileOf(stack), "utf8"), fileOf(stack)));
  const stacks = ["staging", "production"] as const;
  const values = () => stacks.map((stack) => lastingValues(fileOf(stack)));

  it("is of no release, so that a bump needs no change of it", () => {
    const before = values();
    const digest = `sha256:${"a".repeat(64)}`;
    const commit = "b".repeat(40);
    edit("staging", (text, file) => withDigest(text, { image: "api", digest, commit, version: "1.4.3" }, file));
    assert.deepEqual(values(), before);
  });

  it("has the app of the stack that it is promoted from, so that its change is reviewed there and no promotion changes it", async () => {
    const before = await lastingPlan(fileOf("production"));
    edit("staging", (text) => text.replace("stopSeconds: 30", "stopSeconds: 60"));
    const [changed, changedValues] = [await lastingPlan(fileOf("production")), values()];
    assert.match(changeLines(before, changed).join("\n"), /^~ worker\/.* inputs.containerDefinitions.*: 30 → 60$/m);
    const blocks = blocksOf(readFileSync(fileOf("staging"), "utf8"), fileOf("staging"));
    edit("production", (text, file) => withBlocks(text, blocks, file));
    assert.deepEqual(values(), changedValues);
    assert.deepEqual(await lastingPlan(fileOf("production")), changed);
  });

  it("is there before the first promotion", () => {
    const before = values();
    edit("production", (text) => text.replace(/ {2}slipway:app:.*(?= {2}slipway:environment:)/s, ""));
    assert.deepEqual(values(), before);
  });

  it("says what is in the way of a promotion: no pull request waits for what another place still lacks", async () => {
    edit("staging", (text) => text.replace("secrets: {SECRET_KEY: generated}", "secrets: {SECRET_KEY: given}"));
    edit("staging", (text) => `${text}  slipway:secrets:\n    SECRET_KEY:\n      secure: v1:abc\n`);
    const plan = await lastingPlan(fileOf("production"));
    assert.match(String(plan["(once promoted)"]), /SECRET_KEY/);
  });

  it("outlives a rollback, whose app was reviewed when it was new", () => {
    const before = values();
    edit("staging", (text, file) => {
      const { app, release } = blocksOf(text, file);
      return withBlocks(text, { app, release: withRollbackOf(release, "0123456789ab") }, file);
    });
    assert.deepEqual(values(), before);
    assert.deepEqual(stacks.map(fileOf).map(isRolledBack), [true, true]);
  });

  it("has Docker in it where the app builds an image, and nowhere else: its provider fails without a daemon", async () => {
    const all = [...exampleStacks, ...variantStacks].map(({ name }) => [name, expectedPlan(name)] as const);
    for (const { name, file } of topStacks) {
      all.push([name, await lastingPlan(file)]);
    }
    const isDocker = (one: unknown) => /^(pulumi:providers:)?docker/.test(Object(one).type);
    assert.deepEqual(
      all.filter(([, plan]) => Object.values(plan).some(isDocker)).map(([name]) => name),
      ["local-build.staging"],
    );
  });
});
