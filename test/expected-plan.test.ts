import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blocksOf, withBlocks, withDigest, withRollbackOf } from "../config/stack-text.ts";
import { expectedPlan } from "./support/expected-plan.ts";
import { isRolledBack, lastingPlan } from "./support/lasting-plan.ts";
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
  const plans = async () => ({
    staging: await lastingPlan(fileOf("staging")),
    production: await lastingPlan(fileOf("production")),
  });
  const withOtherApp = () =>
    edit("staging", (text) =>
      text.replace("kind: worker\n", "kind: worker\n        cpu: 1024\n        memory: 2048\n"),
    );
  const promote = () =>
    edit("production", (text, file) =>
      withBlocks(text, blocksOf(readFileSync(fileOf("staging"), "utf8"), fileOf("staging")), file),
    );

  it("is of no release, so that a bump needs no change of it", async () => {
    const before = await plans();
    const digest = `sha256:${"a".repeat(64)}`;
    const commit = "b".repeat(40);
    edit("staging", (text, file) => withDigest(text, { image: "api", digest, commit, version: "1.4.3" }, file));
    assert.deepEqual(await plans(), before);
  });

  it("has the app of the stack that it is promoted from, so that its change is reviewed there and no promotion changes it", async () => {
    const before = await plans();
    withOtherApp();
    const changed = await plans();
    for (const stack of ["staging", "production"] as const) {
      assert.match(
        changeLines(before[stack], changed[stack]).join("\n"),
        /^~ worker\/worker-task {2}.*cpu: .* → "1024"$/m,
      );
    }
    promote();
    assert.deepEqual(await plans(), changed);
  });

  it("is there before the first promotion", async () => {
    const before = await plans();
    const [own, environment] = readFileSync(fileOf("production"), "utf8").split(/^(?= {2}slipway:environment:)/m);
    writeFileSync(fileOf("production"), `${own?.replace(/ {2}slipway:app:[^]*/, "")}${environment}`);
    assert.deepEqual(await plans(), before);
  });

  it("says what is in the way of a promotion: no pull request waits for what another place still lacks", async () => {
    const { staging } = await plans();
    edit("staging", (text) => text.replace("secrets: {SECRET_KEY: generated}", "secrets: {SECRET_KEY: given}"));
    edit("staging", (text) => `${text}  slipway:secrets:\n    SECRET_KEY:\n      secure: v1:abc\n`);
    const changed = await plans();
    assert.notDeepEqual(changed.staging, staging);
    assert.match(String(changed.production["(once promoted)"]), /SECRET_KEY/);
  });

  it("outlives a rollback, whose app was reviewed when it was new", async () => {
    const before = await plans();
    edit("staging", (text, file) => {
      const { app, release } = blocksOf(text, file);
      return withBlocks(text, { app, release: withRollbackOf(release, "0123456789ab") }, file);
    });
    assert.deepEqual(await plans(), before);
    assert.deepEqual([isRolledBack(fileOf("staging")), isRolledBack(fileOf("production"))], [true, true]);
  });

  it("has Docker in it where the app builds an image, and nowhere else: its provider fails without a daemon", async () => {
    const top = await Promise.all(topStacks.map(async ({ name, file }) => [name, await lastingPlan(file)] as const));
    const all = [
      ...top,
      ...[...exampleStacks, ...variantStacks].map(({ name }) => [name, expectedPlan(name)] as const),
    ];
    const isDocker = (one: unknown) => /^(pulumi:providers:)?docker/.test(Object(one).type);
    assert.deepEqual(
      all.filter(([, plan]) => Object.values(plan).some(isDocker)).map(([name]) => name),
      ["local-build.staging"],
    );
  });
});
