import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { openRepository } from "../../git/repository.ts";
import { type CiOptions, type CiResult, ciPromotion } from "../../promotion/ci/ci.ts";
import { freightOf } from "../../promotion/freight.ts";
import type { StageHistory } from "../../promotion/history/deployment.ts";
import type { ReleaseRecord } from "../../promotion/records/record.ts";
import { Clones, commitFile, gitIn } from "../git/clones.ts";
import { deployment, history, verified } from "./histories.ts";

const file = "Pulumi.production.yaml";

/** A stack file with just what the check reads. */
function stackText(version: string, app = "name: shop", environment = "promotion: {from: staging}"): string {
  return [
    "config:",
    "  slipway:app:",
    ...app.split("\n").map((line) => `    ${line}`),
    "  slipway:release:",
    ...`version: "${version}"`.split("\n").map((line) => `    ${line}`),
    "  slipway:environment:",
    `    ${environment}`,
    "",
  ].join("\n");
}

/** The freight of such a file. */
function freightIn(text: string) {
  const { "slipway:app": app, "slipway:release": release } = parse(text).config;
  return freightOf({ app, release, program: "p" });
}

describe("slipway ci promotion", () => {
  let clones: Clones;
  let clone: string;
  /** Stacks whose history was asked for. */
  let asked: string[];
  let histories: Record<string, StageHistory>;
  beforeEach(() => {
    clones = new Clones();
    clone = clones.clone("clone");
    asked = [];
    histories = {};
    commit(file, stackText("1"));
    gitIn(clone, "push", "--quiet", "origin", "HEAD:main");
    gitIn(clone, "fetch", "--quiet");
    gitIn(clone, "switch", "--quiet", "--create", "change");
  });
  afterEach(() => clones.remove());

  const commit = (name: string, text: string) => commitFile(clone, name, text);

  async function judge(base: CiOptions = {}): Promise<CiResult> {
    return ciPromotion(await openRepository(clone), "", base, async (stack) => {
      asked.push(stack);
      const found = histories[stack];
      if (!found) throw new Error(`no credentials for ${stack}`);
      return found;
    });
  }

  /** The only stack that is judged. */
  async function judgeOne(base?: CiOptions) {
    const { stacks } = await judge(base);
    assert.deepEqual(
      stacks.map(({ stack }) => stack),
      ["production"],
    );
    const [one] = stacks;
    assert.ok(one);
    return one;
  }

  const deployed = (text: string, is?: "verified" | "failed") => {
    const freight = freightIn(text);
    return deployment({ freight, ...(is && verified(freight.id, is)) });
  };

  it("lets pass what leaves both blocks alone, and asks nobody, so that it works in a fork", async () => {
    commit(file, stackText("1", "# a comment\nname: shop", "promotion: {from: staging, soakMinutes: 60}"));
    const one = await judgeOne();
    assert.deepEqual([one.passes, one.says], [true, "slipway:app and slipway:release are unchanged"]);
    commit("README.md", "hello");
    gitIn(clone, "checkout", "--quiet", "origin/main", "--", file);
    gitIn(clone, "commit", "--quiet", "--message", "back");
    assert.equal((await judgeOne()).says, "unchanged");
    assert.deepEqual(asked, []);
  });

  it("lets pass what was verified upstream, by whom and when", async () => {
    const text = stackText("2");
    histories.staging = history("staging", deployed(text, "verified"));
    histories.production = history("production");
    commit(file, text);
    const one = await judgeOne();
    assert.match(one.says, /^[0-9a-f]{12} was verified in staging at 2026-11-21T18:00:00Z by Ann/);
    assert.equal(one.passes, true);
    assert.deepEqual(asked, ["staging", "production"]);
  });

  it("refuses what was rejected in this stack, because a revert would take a rollback back otherwise", async () => {
    const text = stackText("2");
    const { id } = freightIn(text);
    const reason = "alarm main-down";
    histories.staging = history("staging", deployed(text, "verified"));
    const rejected = { event: "rejected", id, at: "2026-11-21T19:00:00Z", by: "Ada", reason } as const;
    histories.production = { ...history("production"), rejections: [rejected] };
    commit(file, text);
    const one = await judgeOne();
    assert.equal(one.passes, false);
    assert.match(one.says, /was rejected in production by Ada at 2026-11-21T19:00:00Z: alarm main-down: take both/);
    const otherProgram = { ...deployed(text), freight: { ...freightIn(text), id: "e".repeat(64) } };
    histories.production = {
      ...history("production", otherProgram),
      rejections: [{ ...rejected, id: "e".repeat(64) }],
    };
    assert.equal((await judgeOne()).passes, false, "another program makes no other release of it");
  });

  it("refuses what was not, and says how far it got and what to do", async () => {
    const text = stackText("2");
    commit(file, text);
    const says = async (found: StageHistory) => {
      histories.staging = found;
      const result = await judge();
      assert.equal(result.isRefused, true);
      return result.stacks[0]?.says ?? "";
    };
    const end = /: take both blocks back, and let npx slipway promote staging production --pr write them/;
    assert.match(await says(history("staging", deployed(text))), /nobody has verified it/);
    assert.match(await says(history("staging", deployed(text, "failed"))), /its verification failed/);
    assert.match(await says(history("staging", deployed(stackText("3"), "verified"))), /staging never had this app/);
    assert.match(await says(history("staging")), end);
    const dirty = { ...deployed(text, "verified"), isClean: false };
    assert.match(await says(history("staging", dirty)), /changes that were never committed/);
  });

  it("refuses half of a freight, also when the other half is right", async () => {
    histories.staging = history("staging", deployed(stackText("2", "name: other"), "verified"));
    commit(file, stackText("2"));
    assert.equal((await judgeOne()).passes, false);
  });

  it("judges by promotion.from at the base, so that taking it away in the same change does not help", async () => {
    histories.staging = history("staging");
    commit(file, stackText("2", "name: shop", "promotion: {soakMinutes: 1}"));
    assert.equal((await judgeOne()).passes, false);
    assert.deepEqual(asked, ["staging"]);
  });

  it("judges a new file by what it says itself, and lets one pass that has nothing yet", async () => {
    gitIn(clone, "rm", "--quiet", file);
    gitIn(clone, "commit", "--quiet", "--message", "gone");
    const base = { asked: gitIn(clone, "rev-parse", "HEAD") };
    commit(file, "config:\n  slipway:environment:\n    promotion: {from: staging}\n");
    assert.deepEqual(await judgeOne(base).then(({ passes, says }) => [passes, says]), [
      true,
      "nothing is promoted yet",
    ]);
    histories.staging = history("staging");
    commit(file, stackText("2"));
    assert.equal((await judgeOne(base)).passes, false);
  });

  it("judges by a promotion.from that comes with the change, too", async () => {
    const other = "Pulumi.canary.yaml";
    commit(other, stackText("1", "name: shop", "profile: production"));
    const base = { asked: gitIn(clone, "rev-parse", "HEAD") };
    histories.staging = history("staging");
    commit(other, stackText("2"));
    const { stacks } = await judge(base);
    assert.deepEqual(
      stacks.map(({ stack, passes }) => [stack, passes]),
      [
        ["canary", false],
        ["production", true],
      ],
    );
  });

  it("leaves stacks alone that take from nobody", async () => {
    commit("Pulumi.staging.yaml", stackText("5", "name: shop", "profile: staging"));
    const { stacks, isRefused } = await judge();
    assert.deepEqual([stacks.map(({ says }) => says), isRefused], [["unchanged"], false]);
  });

  it("refuses what cannot be read, and what cannot be told, in words", async () => {
    commit(file, "config: [\n");
    assert.match((await judgeOne()).says, /is no YAML/);
    commit(file, stackText("2", "name: &a shop"));
    assert.match((await judgeOne()).says, /so it is not known what would be deployed/);
    commit(file, stackText("2"));
    assert.match((await judgeOne()).says, /^it cannot be told what was verified: no credentials for staging$/);
    const { isRefused, isUnknown } = await judge();
    assert.deepEqual([isRefused, isUnknown], [false, true], "that nobody can tell is another thing than a refusal");
    commit(file, "config:\n  slipway:environment:\n    promotion: {from: staging}\n  slipway:app: {name: shop}\n");
    assert.match((await judgeOne()).says, /^slipway:release is gone/);
  });

  it("tells records that are not believed, and lines that cannot be read", async () => {
    const text = stackText("2");
    const record: ReleaseRecord = {
      event: "verified",
      id: "0".repeat(64),
      at: "2026-11-21T18:00:00Z",
      by: "Mallory",
      update: 9,
      checks: [],
    };
    histories.staging = {
      ...history("staging"),
      disbelieved: [{ record, why: "Pulumi's history has no update 9" }],
      damaged: [{ line: 3, says: "is no JSON" }],
    };
    commit(file, text);
    const { passes, notes = [] } = await judgeOne();
    assert.equal(passes, false);
    assert.match(notes.join("\n"), /\(verified, .*, Mallory\) is not believed: Pulumi's history has no update 9/);
    assert.match(notes.join("\n"), /1 line of its records cannot be read: line 3 is no JSON/);
  });

  describe("of a rollback", () => {
    const old = stackText("0", "name: shop\ndatabases: {main: {version: '17'}}");
    const kept = "databases: {main: {version: '17'}, reports: {version: '17'}}\nsecrets: {KEY: given}";
    const rolledBack = (app: string, id = freightIn(old).id) =>
      stackText("0", app).replace('version: "0"', `version: "0"\n    rollbackOf: ${id}`);
    beforeEach(() => {
      commit(file, stackText("1", `name: shop\n${kept}`));
      gitIn(clone, "push", "--quiet", "origin", "HEAD:main");
      gitIn(clone, "fetch", "--quiet");
      histories.production = history("production", deployed(old, "verified"));
    });

    it("lets pass what was verified in this stack, with the stores and secrets that were added since", async () => {
      commit(file, rolledBack(`name: shop\n${kept}`));
      const one = await judgeOne();
      assert.match(one.says, /^a rollback to [0-9a-f]{12}, which was verified in production$/);
      assert.equal(one.passes, true);
      assert.deepEqual(asked, ["production"]);
      commit(file, rolledBack("name: shop\ndatabases: {main: {version: '17'}}"));
      assert.equal((await judgeOne()).passes, true);
    });

    it("lets pass a store of a deployment that the file has moved on from, because its data is there", async () => {
      const deployedSince = deployed(stackText("1", "name: shop\nqueues: {mail: {}}"));
      histories.production = history("production", deployedSince, deployed(old, "verified"));
      commit(file, rolledBack(`name: shop\n${kept}\nqueues: {mail: {}}`));
      const one = await judgeOne();
      assert.equal(one.passes, true, one.says);
    });

    it("lets pass a database without a migration whose image the restored app does not have", async () => {
      const orders = (own: string) => `name: shop\ndatabases: {main: {version: '17'}, orders: {version: '17'${own}}}`;
      const migrated = orders(", migrate: {image: reporter, command: [up]}");
      histories.production = history("production", deployed(stackText("1", migrated)), deployed(old, "verified"));
      commit(file, rolledBack(orders("")));
      const one = await judgeOne();
      assert.equal(one.passes, true, one.says);
    });

    it("refuses what came in under its name: a store that was not there, another field, an id that was never verified", async () => {
      const refused = async (text: string, says: RegExp) => {
        commit(file, text);
        const one = await judgeOne();
        assert.equal(one.passes, false, one.says);
        assert.match(one.says, says);
      };
      const not = /and this is not what it was: undo this change, and run npx slipway rollback production/;
      await refused(rolledBack(`name: shop\n${kept}\ncaches: {new: {}}`), not);
      await refused(
        rolledBack(`name: shop\n${kept.replace("reports: {version: '17'}", "reports: {version: '18'}")}`),
        not,
      );
      await refused(rolledBack(`name: other\n${kept}`), not);
      await refused(rolledBack("name: shop\nservices: {x: {}}"), not);
      await refused(rolledBack(`name: shop\n${kept}`, "f".repeat(64)), /f{12} was never verified in production/);
      histories.production = history("production", deployed(old));
      await refused(rolledBack(`name: shop\n${kept} `), /never verified/);
    });
  });

  it("says which commits a shallow clone lacks", async () => {
    const shallow = join(clones.folder, "shallow");
    commit(file, stackText("2"));
    gitIn(clone, "push", "--quiet", "origin", "change");
    gitIn(clones.folder, "clone", "--quiet", "--depth", "1", "--branch", "change", `file://${clones.remote}`, shallow);
    clone = shallow;
    await assert.rejects(
      judge({ branch: "main" }),
      /in common: fetch all of it \(actions\/checkout with fetch-depth: 0/,
    );
    rmSync(shallow, { recursive: true });
  });
});
