import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Faults } from "../../sandbox/faults.ts";
import type { Values } from "../../sandbox/model.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server/serve.ts";
import { emptyWorld } from "../../sandbox/world.ts";
import { worldRepository } from "../../sandbox/world-github.ts";
import { ProviderClient, urnOf } from "../support/provider-client.ts";

const urn = urnOf(token.githubRepository, "repository");
const world = emptyWorld({
  repositories: [worldRepository({ name: "acme/shop", settings: { hasWiki: true, allowAutoMerge: true } })],
});
/** A program that says of everything that is not as the provider would set it. */
const asItIs = { name: "shop", hasIssues: true, hasProjects: true, hasWiki: true, allowAutoMerge: true };

describe("a repository that is adopted in the sandbox", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-adopt-"));
  let sandbox: Sandbox;
  let github: ProviderClient;

  before(async () => {
    sandbox = await startSandbox({ folder, world, faults: new Faults([]), pace: 0, port: 0, note: () => {} });
    const attached = sandbox.environment.PULUMI_DEBUG_PROVIDERS?.split(",") ?? [];
    const port = attached.find((one) => one.startsWith("github:"))?.split(":")[1];
    github = new ProviderClient(Number(port));
    await github.configure({ owner: "acme" });
  });
  after(() => {
    github.close();
    sandbox.close();
    rmSync(folder, { recursive: true });
  });

  const differing = async (before: Values, after: Values) =>
    Object.keys(Object.fromEntries((await github.diff(urn, before, after)).getDetaileddiffMap().toArray()));

  it("is read out of the world, by its name and with nothing else known", async () => {
    const { id, inputs, outputs } = await github.read(urn, "shop");
    assert.equal(id, "shop");
    assert.equal(inputs.raw.hasWiki, true);
    assert.equal(outputs.raw.fullName, "acme/shop");
    assert.deepEqual(sandbox.accounts.get("github-acme").everything(), [], "a preview reads, and changes nothing");
  });

  it("differs in what the program says otherwise, and in what it would switch off by saying nothing", async () => {
    const { inputs } = await github.read(urn, "shop");
    assert.deepEqual(await differing(inputs.raw, asItIs), []);
    assert.deepEqual(await differing(inputs.raw, { ...asItIs, deleteBranchOnMerge: true }), ["deleteBranchOnMerge"]);
    assert.deepEqual(await differing(inputs.raw, { name: "shop", hasIssues: true, hasProjects: true }), [
      "allowAutoMerge",
      "hasWiki",
    ]);
  });

  it("is refreshed to what the state has of it, so that a second preview is empty", async () => {
    const { outputs } = await github.read(urn, "shop");
    const { inputs } = await github.read(urn, "shop", outputs.raw, asItIs);
    assert.deepEqual(await differing(inputs.raw, asItIs), []);
    assert.equal(inputs.raw.topics, undefined);
  });

  it("keeps what GitHub has of it through an update that does not mention it", async () => {
    const { outputs } = await github.read(urn, "shop");
    const news = { ...asItIs, archiveOnDestroy: true, deleteBranchOnMerge: true };
    const { raw } = await github.update(urn, "shop", outputs.raw, asItIs, news);
    assert.deepEqual(
      [raw.visibility, raw.private, raw.defaultBranch, raw.deleteBranchOnMerge],
      ["private", true, "main", true],
    );
  });

  it("names the line of the world when there is no such repository", async () => {
    await assert.rejects(github.read(urn, "other"), /404 Not Found: .*\n *repositories:\n *- acme\/other/);
  });

  it("has a ruleset that is imported as the provider does it, with the repository's name before its number", async () => {
    const ruleset = urnOf(token.githubRuleset, "tags");
    const conditions = { refName: { includes: ["refs/tags/v*"], excludes: [] } };
    const inputs = { repository: "shop", name: "tags", target: "tag", enforcement: "active", conditions };
    const { id } = await github.create(ruleset, { ...inputs, rules: { deletion: true } });
    const imported = await github.read(ruleset, `shop:${id}`);
    assert.equal(imported.id, id);
    assert.equal(imported.inputs.raw.name, "tags");
  });

  it("is gone from a state when it is gone from the world, as any other resource", async () => {
    assert.equal((await github.read(urn, "other", { name: "other" }, { name: "other" })).id, "");
  });
});
