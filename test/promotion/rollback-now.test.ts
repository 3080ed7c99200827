import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { GitHub } from "../../cloud/github.ts";
import type { Candidate } from "../../promotion/effects/candidate.ts";
import type { Applied } from "../../promotion/rollback/engine.ts";
import { type NowTools, rollbackNow } from "../../promotion/rollback/now.ts";
import { openDeployed } from "../../promotion/rollback/now-pull-request.ts";
import type { RollbackOptions } from "../../promotion/rollback/rollback-result.ts";
import { commitFile, gitIn } from "../git/clones.ts";
import { SmallStage } from "./small-stage.ts";

const branch = "slipway/rollback-production";

/** A stack file of one version of a small app. */
const text = (digit: string) =>
  SmallStage.text(
    `  slipway:app: # what runs
    name: shop
    images: {api: ghcr.io/acme/shop}
    services: {api: {kind: web, image: api, port: 8080}}
    delivery: {repository: acme/shop}
`,
    `  slipway:release:
    version: "1.${digit}" # for people
    images: {api: "sha256:${digit.repeat(64)}"}
`,
  );

/** What a plan says of data: nothing of it goes. */
const plan = { place: {}, resources: [], allowReplace: [], cost: { usd: { expected: 1 } } };

describe("a rollback at once", () => {
  let small: SmallStage;
  /** Stack files as the engine saw them, with the commit that they are of. */
  let applied: { readonly text: string; readonly commit: string; readonly title: string }[];
  let milliseconds: number;
  const tools = (own: Partial<NowTools> = {}): NowTools => ({
    waitForUpdate: async () => {},
    plannersAt: () => ({
      deployedPlan: async () => undefined,
      planCandidate: async () => ({ plan, problems: [], warnings: [] }) as unknown as Candidate,
    }),
    install: async () => {},
    bringUp: async ({ there, title }: Applied) => {
      const commit = gitIn(there.root, "rev-parse", "HEAD");
      assert.equal(
        gitIn(there.root, "status", "--porcelain"),
        "",
        "or Pulumi would say that something is in no commit",
      );
      applied.push({ text: readFileSync(there.file, "utf8"), commit, title });
      small.deployed(commit, readFileSync(there.file, "utf8"));
      milliseconds += 95_000;
    },
    clock: () => milliseconds,
    ...own,
  });
  const goBack = async (own: Partial<NowTools> = {}, options: Partial<RollbackOptions> = {}) =>
    rollbackNow(await small.stage(), { say: () => {}, ...options }, tools(own));
  /** Deploys and verifies one version, then deploys another, from the remote's default branch. */
  const twoVersions = async (hasRemote = false): Promise<string> => {
    small = new SmallStage(hasRemote);
    commitFile(small.folder, ".gitignore", ".slipway/\n");
    small.deploy(text("1"));
    const id = await small.verify();
    small.deploy(text("2"));
    if (hasRemote) gitIn(small.folder, "push", "--quiet", "origin", "HEAD:main");
    return id;
  };
  beforeEach(() => {
    applied = [];
    milliseconds = 0;
  });
  afterEach(() => small.remove());

  it("deploys what was verified last, in one commit on the one that is deployed, and says how long it took", async () => {
    const id = await twoVersions();
    const before = gitIn(small.folder, "rev-parse", "HEAD");
    const { deployed } = await goBack();
    assert.equal(deployed?.seconds, 95);
    assert.match(applied[0]?.text ?? "", new RegExp(`version: "1.1" # for people[\\s\\S]*rollbackOf: "?${id}`));
    assert.equal(deployed?.commit, applied[0]?.commit);
    assert.deepEqual(
      [
        gitIn(small.folder, "rev-parse", `${branch}^`),
        gitIn(small.folder, "diff", "--name-only", `${branch}^`, branch),
      ],
      [before, "Pulumi.production.yaml"],
    );
    assert.equal(gitIn(small.folder, "log", "-1", "--format=%s", branch), applied[0]?.title);
  });

  it("is refused where nobody knows the program of what is there, which the plain rollback does not need", async () => {
    await twoVersions();
    small.forgetCommit();
    await assert.rejects(goBack(), {
      name: "UserError",
      message:
        "nobody knows at which commit production was deployed last, so not with which program: npx slipway rollback production goes back with the one that is here",
    });
  });

  it("leaves the working tree alone, with what somebody is at in it, and nothing of its own behind", async () => {
    await twoVersions();
    const head = commitFile(small.folder, "index.ts", "export default 2;\n");
    commitFile(small.folder, "Pulumi.production.yaml", `${small.text()}# ahead\n`);
    const own = small.text();
    await goBack();
    assert.equal(small.text(), own);
    assert.equal(gitIn(small.folder, "rev-parse", "HEAD^"), head);
    assert.equal(gitIn(small.folder, "worktree", "list").split("\n").length, 1);
    assert.deepEqual(readdirSync(join(small.folder, ".slipway")), []);
    assert.doesNotMatch(applied[0]?.text ?? "", /# ahead/, "it begins at what is deployed, and not at what is here");
  });

  it("writes down what it leaves before it deploys, so that a run that is killed has not lost it", async () => {
    await twoVersions();
    let recorded: readonly string[] = [];
    const bringUp = async () => {
      recorded = small.records().map((line) => JSON.parse(line).event);
    };
    await goBack({ bringUp });
    assert.deepEqual(recorded, ["verified", "rejected", "held"]);
  });

  it("pushes its commit before it deploys it, since Pulumi's history names a commit that others have to fetch", async () => {
    await twoVersions(true);
    let there = "";
    const bringUp = async () => {
      there = gitIn(small.clones.remote, "rev-parse", branch);
    };
    const { deployed } = await goBack({ bringUp });
    assert.equal(there, deployed?.commit);
  });

  it("keeps that commit by a tag, because merged by squash its branch is deleted, and nobody would know what was deployed", async () => {
    await twoVersions(true);
    const { deployed } = await goBack();
    gitIn(small.clones.remote, "update-ref", "-d", `refs/heads/${branch}`);
    const tags = gitIn(small.clones.remote, "tag", "--list", `${branch}-*`, "--format=%(objectname)");
    assert.equal(tags, deployed?.commit);
  });

  it("is run again after an update that stopped midway, and goes on with the same commit", async () => {
    await twoVersions();
    const failing = async ({ there }: Applied) => {
      small.deployed(gitIn(there.root, "rev-parse", "HEAD"), readFileSync(there.file, "utf8"), "failed");
      throw new Error("the engine was killed");
    };
    const first = await goBack({ bringUp: failing });
    assert.equal(first.deployed?.failed, "the engine was killed");
    const again = await goBack();
    assert.deepEqual(
      [again.deployed?.commit, again.deployed?.before, again.deployed?.failed],
      [first.deployed?.commit, "begun", undefined],
    );
    assert.equal(applied.length, 1);
    assert.equal(small.records().length, 3, "no record is there twice");
  });

  it("is run again where it was killed before the update began, and makes no second commit", async () => {
    await twoVersions();
    const first = await goBack({ bringUp: () => Promise.reject(new Error("there is no pulumi on PATH")) });
    const again = await goBack();
    assert.equal(again.deployed?.commit, first.deployed?.commit);
    assert.equal(small.records().length, 3);
  });

  it("deploys nothing a second time, so that only its pull request is opened", async () => {
    await twoVersions();
    await goBack();
    const { deployed, result } = await goBack();
    assert.deepEqual([deployed?.before, applied.length], ["done", 1]);
    assert.deepEqual([result.left.update, result.to.update], [3, 1], "and not from itself to itself");
  });

  it("never goes back twice: another release is asked for by its id, and refused", async () => {
    small = new SmallStage();
    commitFile(small.folder, ".gitignore", ".slipway/\n");
    small.deploy(text("3"));
    const oldest = await small.verify();
    small.deploy(text("1"));
    await small.verify();
    small.deploy(text("2"));
    await goBack();
    const { result, deployed } = await goBack({}, { to: oldest });
    assert.equal(deployed, undefined);
    assert.ok(result.effects?.gates.some(({ gate, passes }) => gate === "rollback" && !passes));
  });

  it("writes nothing that a gate refuses", async () => {
    await twoVersions();
    const planCandidate = async (): Promise<Candidate> => ({
      problems: [{ key: "x", says: "is wrong" }],
      warnings: [],
    });
    const { result, deployed } = await goBack({
      plannersAt: () => ({ deployedPlan: async () => undefined, planCandidate }),
    });
    assert.deepEqual([result.isRefused, deployed, applied], [true, undefined, []]);
    assert.equal(gitIn(small.folder, "branch", "--list", branch), "");
    assert.equal(small.records().length, 1);
  });

  it("deploys nothing where a pull request is wanted that could not be opened", async () => {
    await twoVersions();
    await assert.rejects(goBack({}, { isPullRequest: true }), /there is no remote to open a pull request at/);
    assert.deepEqual([applied, small.records().length], [[], 1]);
  });

  it("opens its pull request from the very branch, to the default one", async () => {
    await twoVersions(true);
    const { deployed } = await goBack({}, { isPullRequest: true });
    assert.ok(deployed);
    const wanted: unknown[] = [];
    const pullRequest: GitHub["pullRequest"] = async (one) => {
      wanted.push(one);
      return { number: 1, url: "https://github.com/acme/shop/pull/1", isNew: true };
    };
    const opened = await openDeployed(await small.stage(), deployed, "why", { pullRequest } as GitHub);
    assert.deepEqual(opened, { url: "https://github.com/acme/shop/pull/1", isNew: true });
    const { title } = deployed;
    assert.deepEqual(wanted, [{ repository: "acme/shop", branch, base: "main", title, body: "why" }]);
  });

  it("stays in this clone in the sandbox, although there is a remote", async () => {
    await twoVersions(true);
    const stage = { ...(await small.stage()), isSandbox: true };
    await rollbackNow(stage, { say: () => {} }, tools());
    assert.equal(gitIn(small.clones.remote, "branch", "--list", branch), "");
    assert.notEqual(gitIn(small.folder, "branch", "--list", branch), "");
    assert.equal(existsSync(small.file), true);
  });
});
