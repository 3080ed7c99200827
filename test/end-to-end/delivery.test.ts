import assert from "node:assert/strict";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { preview } from "../support/end-to-end/steps.ts";
import { TwoStages } from "../support/end-to-end/two-stages.ts";

const github = "github-acme";

describeOnEngine("the GitHub side of two stacks", () => {
  let stages: TwoStages;
  before(() => {
    stages = new TwoStages({ staging: { github: { reviewers: { users: ["ada"], teams: ["platform"] } } } });
    for (const stack of ["staging", "production"]) {
      stages.set(stack, "slipway:app.delivery", {
        repository: { name: "acme/shop", plan: "enterprise" },
        checks: ["test"],
      });
    }
    const repository = { name: "acme/shop", plan: "enterprise", settings: { hasWiki: true, description: "A shop" } };
    stages.copy.inWorld({ repositories: [repository], users: ["ada"], teams: ["acme/platform"] });
  });
  after(() => stages.remove());

  const held = (type: string) =>
    stages.copy.inAccounts("harbour").filter((one) => one.account === github && one.type === `github:index/${type}`);
  const environments = () =>
    held("repositoryEnvironment:RepositoryEnvironment")
      .map(({ inputs }) => inputs.environment)
      .toSorted();

  /** As a person does it, under Settings. */
  async function byHand(method: string, path: string, body: object): Promise<void> {
    const address = JSON.stringify(`/github/repos/acme/shop/${path}`);
    const init = JSON.stringify({ method, body: JSON.stringify(body) });
    const call = `const answer = await fetch(process.env.SLIPWAY_CLOUD_URL + ${address}, ${init}); if (!answer.ok) throw new Error(await answer.text());`;
    const { code, stderr } = await stages.copy.slipway([
      "sandbox",
      "--",
      process.execPath,
      "--input-type=module",
      "-e",
      call,
    ]);
    assert.equal(code, 0, stderr);
  }

  it("comes up with staging's environments alone, since the repository is production's", async () => {
    await stages.up("staging");
    assert.deepEqual(environments(), ["staging", "staging-rollback"]);
    assert.deepEqual(held("repository:Repository"), []);
    assert.deepEqual(held("repositoryRuleset:RepositoryRuleset"), []);
  });

  it("adopts the repository that is there: what nobody configured stays as it was", async () => {
    const { steps } = await stages.up("production");
    assert.ok(
      steps.some(({ op, name }) => op === "import" && name === "repository-repository"),
      "it is imported",
    );
    const [repository, ...others] = held("repository:Repository");
    assert.deepEqual(others, []);
    assert.equal(repository?.inputs.name, "shop");
    assert.ok(held("repositoryRuleset:RepositoryRuleset").length >= 3, "branches, records and tags have rules");
  });

  it("is as declared once it is up, for whoever looks", async () => {
    const { stdout } = await stages.run(0, "drift");
    assert.match(stdout, /staging: as declared/);
    assert.match(stdout, /production: as declared/);
  });

  it("is refused to a second owner, who would undo what the first one declares with every update", async () => {
    stages.set("production", "slipway:environment.github", undefined);
    stages.set("staging", "slipway:environment.github.manageRepository", true);
    const { code, stderr } = await stages.copy.slipway(["sandbox", "up", "staging"]);
    assert.equal(code, 1);
    assert.match(stderr, /SLIPWAY_OWNER/);
    assert.match(stderr, /harbour\/production/, "the owner is named");
    stages.copy.git("revert", "--no-edit", "HEAD", "HEAD~1");
    await stages.copy.slipway(["sandbox", "up", "staging"]);
    assert.deepEqual(await preview(stages.copy, "staging"), []);
  });

  it("is not what it was once somebody takes the reviewers away by hand, which a refresh does not see", async () => {
    await byHand("PUT", "environments/staging", { reviewers: [] });
    const { stdout } = await stages.run(3, "drift", "staging");
    assert.match(stdout, /reviewers/);
    assert.match(stdout, /platform|ada/);
  });

  it("is told to a machine with what differs, and with nothing of a value", async () => {
    const { stdout } = await stages.run(3, "drift", "staging", "--json");
    assert.match(stdout, /reviewers/);
    assert.doesNotMatch(stdout, /value-for-the-sandbox/);
  });

  it("loses staging's environments with staging, and keeps the repository and production's", async () => {
    const { code, stderr } = await stages.copy.slipway(["sandbox", "destroy", "staging"]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(environments(), ["production", "production-rollback"]);
    assert.equal(held("repository:Repository").length, 1);
  });

  it("keeps the repository when even the stack that manages it goes, protected things and all", async () => {
    const { code, stderr } = await stages.copy.slipway(["sandbox", "destroy", "production", "--including-protected"]);
    assert.equal(code, 0, stderr);
    assert.equal(held("repository:Repository").length, 1, "it is left where it is");
  });
});
