import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { openStage, withCloud } from "../../promotion/open-stage.ts";
import { Clones, gitIn } from "../git/clones.ts";

const say = () => {};

describe("a stage", () => {
  let clones: Clones;
  let folder: string;
  const stackFile = (text: string) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "Pulumi.yaml"), "name: slipway-test-stage\n");
    writeFileSync(join(folder, "Pulumi.production.yaml"), text);
    return join(folder, "Pulumi.production.yaml");
  };

  beforeEach(() => {
    clones = new Clones();
    folder = join(clones.alone("alone"), "examples", "shop");
  });
  afterEach(() => clones.remove());

  it("is found by a path, with the folder that its records are named by", async () => {
    const file = stackFile("config: {}\n");
    const stage = await openStage(relative(process.cwd(), file), {}, say);
    assert.equal(stage.located.file, file);
    assert.equal(stage.located.project, "slipway-test-stage");
    assert.equal(stage.located.stack, "production");
    assert.equal(stage.folder, "examples/shop/");
    assert.equal(stage.isSandbox, false);
    await stage.records.append({ event: "held", id: "0".repeat(64), reason: "why" });
    const written = gitIn(folder, "ls-tree", "-r", "--name-only", "--full-tree", "slipway-releases");
    assert.equal(written, "releases/examples/shop/production.jsonl");
  });

  it("is found by its name at the top, where the folder is none", async () => {
    const stage = await openStage("staging", {}, say);
    assert.equal(stage.folder, "");
    assert.equal(stage.repository.top, stage.located.root);
    assert.equal(dirname(stage.located.file), stage.located.root);
  });

  it("is one also where its file has problems, because what was deployed is asked about all the same", async () => {
    const stage = await openStage(stackFile("config:\n  slipway:app: {services: 7}\n  - nonsense"), {}, say);
    assert.equal(stage.located.stack, "production");
  });

  it("is none where its file is not there, or no project is beside it", async () => {
    await assert.rejects(openStage(join(folder, "Pulumi.production.yaml"), {}, say), /no stack file/);
    const file = stackFile("config: {}\n");
    writeFileSync(join(folder, "Pulumi.yaml"), "description: no name\n");
    await assert.rejects(openStage(file, {}, say), /Pulumi\.yaml has no name: .* name: shop/);
  });

  it("is none outside of a repository, where nothing could be written down", async () => {
    const file = stackFile("config: {}\n");
    rmSync(join(folder, "..", "..", ".git"), { recursive: true });
    await assert.rejects(openStage(file, {}, say), /is in no git repository/);
  });

  describe("in the sandbox", () => {
    it("has a Pulumi that says how to bring it up before it was", async () => {
      const stage = await openStage(stackFile("config: {}\n"), { sandbox: true }, say);
      assert.equal(stage.isSandbox, true);
      await assert.rejects(
        stage.pulumi(["stack", "history"]),
        /production was never brought up in the sandbox: run npx slipway sandbox up .*Pulumi\.production\.yaml first/,
      );
    });

    it("keeps its records in this clone and apart, because they are no evidence of anything on AWS", async () => {
      const mine = clones.clone("mine");
      folder = mine;
      const stage = await openStage(stackFile("config: {}\n"), { sandbox: true }, say);
      await stage.records.append({ event: "held", id: "0".repeat(64), reason: "why" });
      assert.match(gitIn(mine, "show", "slipway-sandbox-releases:releases/production.jsonl"), /"reason":"why"/);
      assert.equal(gitIn(clones.remote, "branch", "--list", "slipway*"), "");
      const real = await openStage(join(mine, "Pulumi.production.yaml"), {}, say);
      assert.deepEqual(await real.records.read(), { records: [], damaged: [] });
    });
  });

  it("asks AWS with no more than a cloud that is not opened yet", async () => {
    const { located } = await openStage("staging", {}, say);
    const place = { accountId: "111111111111", region: "eu-north-1" };
    const answer = await withCloud(
      { located, isSandbox: false },
      place,
      "verify",
      say,
      async (cloud) => typeof cloud.ringing,
    );
    assert.equal(answer, "function");
  });
});
