import assert from "node:assert/strict";
import { basename } from "node:path";
import { followersOf } from "../../cli/actions/verify-followers.ts";
import type { VerifyFlags } from "../../cli/verbs/verify.ts";
import { downstreamOf } from "../../promotion/downstream.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import type { openStage } from "../../promotion/open-stage.ts";
import { gitIn } from "../git/clones.ts";
import { TwoStages } from "../promotion/two-stages.ts";
import { withEnvironment } from "../support/environment.ts";
import { type LocalServer, sendJson, startLocalServer } from "../support/local-server.ts";

const branch = "slipway/promote-production";

describe("what follows a verification by itself", function () {
  // Each plans a stack or two.
  this.timeout(60_000);
  let project: TwoStages;
  let gitHub: LocalServer;
  let pulls: { readonly number: number; readonly title: string; readonly body: string; state: string; sha: string }[];
  /** Which pull requests are to merge by themselves. */
  let merging: string[];
  before(async () => {
    gitHub = await startLocalServer();
  });
  after(() => gitHub.stop());
  withEnvironment(() => ({ GITHUB_API_URL: gitHub.url, GH_TOKEN: "token" }));

  beforeEach(() => {
    project = new TwoStages();
    pulls = [];
    merging = [];
    gitHub.answer(({ method, path, body }, response) => {
      const { pathname, searchParams } = new URL(path, gitHub.url);
      if (pathname === "/graphql") {
        merging.push(JSON.parse(body).variables.id);
        return sendJson(response, 200, { data: { enablePullRequestAutoMerge: { clientMutationId: null } } });
      }
      if (pathname !== "/repos/acme/shop/pulls") {
        const [pull] = pulls;
        return method === "PATCH" && pull ? sendJson(response, 200, told(pull)) : sendJson(response, 404, {});
      }
      if (method === "POST") {
        const { title, body: text } = JSON.parse(body);
        const pull = { number: pulls.length + 1, title, body: text, state: "open", sha: tip() };
        pulls.unshift(pull);
        return sendJson(response, 201, told(pull));
      }
      assert.equal(searchParams.get("head"), `acme:${branch}`);
      const state = searchParams.get("state");
      sendJson(response, 200, pulls.filter((pull) => state === "all" || pull.state === state).map(told));
    });
  });
  afterEach(() => project.remove());

  const tip = () => gitIn(project.clones.remote, "rev-parse", branch);
  const told = ({ number, sha, ...pull }: (typeof pulls)[number]) => {
    const html_url = `https://github.com/acme/shop/pull/${number}`;
    return { number, html_url, head: { sha }, node_id: `PR_${number}`, ...pull };
  };

  /** As `verify` has them, with Pulumi as the project has it. */
  async function followers(of: "staging" | "production", flags: VerifyFlags = { pr: true }) {
    const open: typeof openStage = (argument) => {
      const stack = basename(argument).replace(/^Pulumi\.|\.yaml$/g, "");
      assert.ok(stack === "staging" || stack === "production", argument);
      return project.stage(stack);
    };
    return followersOf(await project.stage(of), flags, project.now(), () => {}, open);
  }

  const itself = ", and merges by itself once it has all that its branch needs";

  /** Opens the promotion to production. */
  async function promote(): Promise<string> {
    const [production] = downstreamOf(await project.stage("staging"));
    assert.ok(production);
    return (await followers("staging")).promote(production);
  }

  async function twoReleases(): Promise<void> {
    for (const [version, event] of [
      ["1", "verified"],
      ["2", "failed"],
    ] as const) {
      const text = project.text("production").replace(/config:\n[\s\S]*?(?= {2}slipway:environment)/, "config:\n");
      project.write("staging", { version, digit: version });
      const blocks = /config:\n([\s\S]*?) {2}slipway:environment/.exec(project.text("staging"))?.[1] ?? "";
      project.commit("Pulumi.production.yaml", text.replace("config:\n", `config:\n${blocks}`));
      project.up("production");
      await project.verify("production", event);
    }
  }

  describe("promotion.auto", () => {
    it("opens one pull request that brings what was verified, and finds it there the next time", async () => {
      project.deploy("staging", { version: "1" });
      await project.verify("staging");
      const before = project.text("production");
      assert.equal(await promote(), `its promotion is open: https://github.com/acme/shop/pull/1${itself}`);
      assert.deepEqual(merging, ["PR_1"]);
      assert.equal(gitIn(project.clones.remote, "diff", "--name-only", "main", branch), "Pulumi.production.yaml");
      assert.match(pulls[0]?.title ?? "", /^Promote [0-9a-f]{12} \(1\) from staging to production$/);
      assert.match(pulls[0]?.body ?? "", /✓ verified/);
      assert.equal(project.text("production"), before, "nothing is written here");
      const there = tip();
      assert.equal(await promote(), `its promotion is up to date: https://github.com/acme/shop/pull/1${itself}`);
      assert.deepEqual([tip(), pulls.length], [there, 1]);
    });

    it("does not come back once people have closed it, until there is another release", async () => {
      project.deploy("staging", { version: "1" });
      await project.verify("staging");
      await promote();
      assert.ok(pulls[0]);
      pulls[0].state = "closed";
      assert.match(
        await promote(),
        /^its pull request was closed by somebody, and it is opened again by npx slipway promote \S+ \S+ --pr alone$/,
      );
      assert.equal(pulls.length, 1);
      project.deploy("staging", { version: "2", digit: "2" });
      await project.verify("staging");
      assert.equal(await promote(), `its promotion is open: https://github.com/acme/shop/pull/2${itself}`);
    });

    it("opens nothing past a gate, and names it", async () => {
      project.deploy("staging", { version: "1" });
      await project.verify("staging");
      const production = await project.stage("production");
      const [newest] = (await stageHistory(await project.stage("staging"))).deployments;
      await production.records.append({ event: "held", id: newest?.freight?.id ?? "", reason: "the fair" });
      assert.match(await promote(), /^waits: .*hold: .*the fair/);
      assert.deepEqual(pulls, []);
    });

    it("finds nothing to do where production's file says it already", async () => {
      project.deploy("staging", { version: "1" });
      await project.verify("staging");
      await promote();
      gitIn(project.folder, "fetch", "--quiet", "origin", branch);
      gitIn(project.folder, "checkout", "--quiet", "FETCH_HEAD", "--", "Pulumi.production.yaml");
      project.commitAll();
      assert.equal(await promote(), "has it already");
    });
  });

  describe("promotion.rollbackOnFailure", () => {
    it("brings back what was verified before, as a pull request, and leaves the working tree alone", async () => {
      await twoReleases();
      const before = project.text("production");
      const says = await (await followers("production")).rollBack();
      assert.match(says, /^rolled back to [0-9a-f]{12} by pull request https:\/\/github.com\/acme\/shop\/pull\/1$/);
      assert.match(gitIn(project.clones.remote, "show", `${branch}:Pulumi.production.yaml`), /version: "1"/);
      assert.equal(project.text("production"), before);
    });

    it("rejects what failed, holds the stage, and writes neither twice", async () => {
      await twoReleases();
      const events = async () =>
        (await (await project.stage("production")).records.read()).records.map(({ event }) => event);
      await (await followers("production")).rollBack();
      await (await followers("production")).rollBack();
      assert.deepEqual(await events(), ["verified", "failed", "rejected", "held"]);
    });

    it("without --pr writes the stack file, and says what to do with it", async () => {
      await twoReleases();
      const says = await (await followers("production", {})).rollBack();
      assert.match(
        says,
        /^rolled back to [0-9a-f]{12} in Pulumi.production.yaml: commit it, then run pulumi up --stack production$/,
      );
      assert.match(project.text("production"), /version: "1"/);
      assert.deepEqual(pulls, []);
    });
  });
});
