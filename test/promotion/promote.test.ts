import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { gatesText } from "../../cli/texts/gates.ts";
import type { GitHub } from "../../cloud/github.ts";
import type { GateName } from "../../promotion/gates/gate.ts";
import type { Outside } from "../../promotion/gates/promotion-gates.ts";
import {
  applyPromotion,
  type PlannedPromotion,
  type PromotionOptions,
  promotion,
} from "../../promotion/promote/promote.ts";
import { gitIn } from "../git/clones.ts";
import { TwoStages } from "./two-stages.ts";

describe("promotion", function () {
  // Each plans a stack or two.
  this.timeout(60_000);
  let project: TwoStages;
  beforeEach(() => {
    project = new TwoStages();
  });
  afterEach(() => project.remove());

  const outside: Outside = { attested: () => Promise.resolve({ is: false, says: "no attestation" }) };

  async function plan(own: Partial<PromotionOptions> = {}): Promise<PlannedPromotion> {
    const stages = await Promise.all([project.stage("staging"), project.stage("production")]);
    return promotion(...stages, { now: project.now(), ...own }, outside);
  }

  /** Gates that refuse. */
  const refusing = ({ result }: PlannedPromotion): GateName[] =>
    (result.effects?.gates ?? []).filter(({ passes }) => !passes).map(({ gate }) => gate);

  /** What one gate says. */
  const says = ({ result }: PlannedPromotion, gate: GateName) =>
    result.effects?.gates.find((one) => one.gate === gate)?.says ?? "";

  /** Promotes what is verified, and deploys it. */
  async function promote(): Promise<void> {
    const planned = await plan();
    assert.deepEqual(refusing(planned), [], gatesText(planned.result.effects?.gates ?? []).join("\n"));
    await applyPromotion(planned);
    project.commitAll();
    project.up("production");
  }

  it("brings the first build to a stack that has neither block, with all that it creates", async () => {
    project.deploy("staging", { version: "1" });
    project.forge("staging", ({ config }) => {
      const release = Object.entries(config["slipway:release"]?.objectValue ?? {});
      config["slipway:release"] = { objectValue: Object.fromEntries(release.toReversed()) };
    });
    const id = await project.verify("staging");
    const before = project.text("production");
    const planned = await plan();
    const { result, after } = planned;
    assert.deepEqual(refusing(planned), []);
    assert.deepEqual([result.freight.id, result.freight.version, result.effects?.moves.isFirst], [id, "1", true]);
    const order = result.effects?.moves.release.map(({ path }) => path);
    assert.deepEqual(order, ["release.version", "release.images"], "as in the file, and not as Pulumi keeps it");
    const { created = [], unchanged } = result.effects?.impact ?? {};
    assert.ok(created.length > 20 && unchanged === 0);
    const blocks = project.text("staging").slice("# for people\nconfig:\n".length).split("  slipway:environment")[0];
    assert.equal(
      after,
      before.replace("config:\n", `config:\n${blocks}`),
      "with the comments, and nothing else touched",
    );
    assert.equal(project.text("production"), before, "nothing is written before it is applied");
    JSON.parse(JSON.stringify(result));
  });

  it("moves what was verified, not what the file says, and says by what that is ahead", async () => {
    project.deploy("staging", { version: "1" });
    await project.verify("staging");
    await promote();
    project.deploy("staging", { version: "2", digit: "2" });
    const verified = await project.verify("staging");
    project.deploy("staging", { version: "3", digit: "3" });
    project.write("staging", { version: "4", digit: "3" });
    project.commitAll();
    const { result } = await plan();
    assert.equal(result.freight.id, verified);
    assert.deepEqual(
      result.ahead.map(({ why, moves }) => [
        why.replace(/of 2[^,]+/, "of then"),
        moves.release.map(({ path }) => path),
      ]),
      [
        ["staging has a newer deployment, of then, which is not verified", ["release.version", "release.images.app"]],
        ["Pulumi.staging.yaml is ahead, and not deployed", ["release.version", "release.images.app"]],
      ],
    );
    assert.deepEqual(
      result.effects?.moves.release.map(({ path }) => path),
      ["release.version", "release.images.app"],
    );
    const impact = result.effects?.impact;
    assert.deepEqual(impact?.created, []);
    assert.equal(impact?.restarts.length, 1);
  });

  it("finds nothing to do the second time, written and then deployed, since it is the same again", async () => {
    project.deploy("staging", { version: "1" });
    await project.verify("staging");
    await applyPromotion(await plan());
    const again = await plan();
    assert.deepEqual(
      [again.result.already, again.result.isRefused],
      [{ isDeployed: false, isCommitted: false }, false],
    );
    project.commitAll();
    project.up("production");
    assert.deepEqual((await plan()).result.already, { isDeployed: true, isCommitted: true });
    project.commit("index.ts", "export default 2;\n");
    project.up("staging");
    await project.verify("staging");
    // This small project has no program that could be planned, which a promotion that is judged does.
    await assert.rejects(plan(), /cannot plan Pulumi.production.yaml at/, "production has not got that program");
    project.up("staging");
    await project.verify("staging");
    project.up("production");
    assert.deepEqual((await plan()).result.already, { isDeployed: true, isCommitted: true });
    project.destroy("production");
    assert.deepEqual(
      (await plan()).result.already,
      { isDeployed: false, isCommitted: true },
      "what was destroyed since is not there any more",
    );
  });

  it("asks every gate of what the file has and the stack has not, since a copy by hand passes none of them", async () => {
    project.deploy("staging", { version: "1" });
    const id = await project.verify("staging");
    project.write("production", { version: "1" });
    const written = await plan();
    assert.deepEqual([written.result.already, refusing(written)], [{ isDeployed: false, isCommitted: false }, []]);
    assert.deepEqual(refusing(await plan({ isPullRequest: true })), ["clean"], "a branch begins at what is committed");
    const production = await project.stage("production");
    await production.records.append({ event: "rejected", id, reason: "it was slow" });
    const copied = await plan();
    assert.deepEqual([refusing(copied), copied.result.isRefused], [["rejected"], true]);
    const forced = await plan({ force: { reason: "the alarm was wrong" } });
    await applyPromotion(forced);
    assert.equal((await production.records.read()).records.at(-1)?.event, "forced");
    project.commitAll();
    project.up("production");
    const there = await plan();
    assert.deepEqual(
      [there.result.effects, there.result.isRefused],
      [undefined, false],
      "it is deployed: plainly done",
    );
  });

  it("refuses what nobody has verified, and what was never deployed, without a plan of it", async () => {
    await assert.rejects(plan(), /staging has nothing to promote: no update of staging has ended well yet/);
    project.deploy("staging", { version: "1" });
    assert.deepEqual(refusing(await plan()), ["verified"]);
    await project.verify("staging", "failed");
    assert.deepEqual(refusing(await plan()), ["verified"]);
    const forced = await plan({ force: { reason: "outage" } });
    assert.deepEqual([refusing(forced), forced.result.isRefused], [[], false]);
  });

  it("does not believe a verdict on what was never deployed", async () => {
    project.deploy("staging", { version: "1" });
    const staging = await project.stage("staging");
    await staging.records.append({ event: "verified", id: "f".repeat(64), update: 1, checks: [] });
    const planned = await plan();
    assert.deepEqual(refusing(planned), ["verified"]);
    assert.match(planned.result.notes.join("\n"), /a record \(verified, .*\) is not believed/);
  });

  it("says so where Pulumi knows nothing of a target that has a release, as when it is in another backend", async () => {
    project.deploy("staging", { version: "2", digit: "2" });
    await project.verify("staging");
    assert.deepEqual((await plan()).result.notes, [], "a first promotion is no surprise");
    project.write("production", { version: "1" });
    project.commitAll();
    assert.deepEqual((await plan()).result.notes, [
      "production: no update of production has ended well yet, so it is taken to be empty; both stages have to be in the backend that pulumi is logged in to",
    ]);
  });

  it("records each gate that it forces, once, before it writes", async () => {
    project.deploy("staging", { version: "1" });
    const { id } = (await plan()).result.freight;
    const production = await project.stage("production");
    await production.records.append({ event: "held", id, reason: "incident" });
    const force = { reason: "outage" };
    const planned = await plan({ force });
    const forced = ["verified", "hold"].map((gate) => ({ event: "forced", id, gate, reason: "outage" }));
    assert.deepEqual(planned.records, forced);
    const alone = { ...planned, stage: { ...planned.stage, repository: { top: project.folder } } };
    await assert.rejects(applyPromotion(alone, { body: "why", github: {} as GitHub }), /no remote to open a pull/);
    assert.equal((await production.records.read()).records.length, 1, "what cannot be done was not forced");
    writeFileSync(project.file("production"), "config: {}\n");
    await assert.rejects(applyPromotion(planned), "somebody has changed the file in between");
    gitIn(project.folder, "checkout", "--quiet", "--", ".");
    const again = await plan({ force });
    assert.deepEqual(again.records, [], "they are there already");
    await applyPromotion(again);
    const { records } = await production.records.read();
    assert.equal(records.filter(({ event }) => event === "forced").length, 2);
    assert.equal((await plan({ force: { reason: "another one" } })).result.already?.isDeployed, false);
  });

  it("refuses the text of a commit that is not what Pulumi wrote down as it deployed it", async () => {
    project.deploy("staging", { version: "1" });
    project.forge("staging", ({ config }) => {
      config["slipway:release"] = { objectValue: { version: "9" } };
    });
    await project.verify("staging");
    await assert.rejects(plan(), /are not what Pulumi wrote down when it deployed that commit: deploy staging again/);
  });

  it("wants the target to say that it takes from there", async () => {
    project.deploy("staging", { version: "1" });
    const text = project.text("production");
    project.commit("Pulumi.production.yaml", text.replace("promotion: {from: staging}", "promotion: {from: canary}"));
    await assert.rejects(
      plan(),
      /promotion\.from in Pulumi\.production\.yaml is canary, so nothing comes from staging/,
    );
    project.commit("Pulumi.production.yaml", text.replace("    promotion: {from: staging}\n", ""));
    await assert.rejects(plan(), /add\n {2}slipway:environment:\n {4}promotion:\n {6}from: staging$/);
    const staging = await project.stage("staging");
    await assert.rejects(
      promotion(staging, staging, { now: project.now() }, outside),
      /staging cannot take from itself/,
    );
  });

  it("says what was probably meant where the stages are swapped, or the same one twice", async () => {
    const [staging, production] = await Promise.all([project.stage("staging"), project.stage("production")]);
    const own = { now: project.now() };
    const command = "npx slipway promote \\S*staging\\S* \\S*production\\S*$";
    await assert.rejects(
      promotion(production, staging, own, outside),
      new RegExp(`^UserError: production takes from staging, and not the other way: ${command}`),
    );
    for (const [stage, stack] of [
      [staging, "staging"],
      [production, "production"],
    ] as const) {
      await assert.rejects(
        promotion(stage, stage, own, outside),
        new RegExp(`^UserError: ${stack} cannot take from itself: ${command}`),
      );
    }
  });

  it("says which gates refuse, all at once", async () => {
    project.deploy("staging", { version: "1", commit: "a".repeat(40) });
    await project.verify("staging");
    await promote();
    const app = [
      "secrets: {KEY: given}",
      'databases: {main: {engine: postgres, version: "17", migrate: {image: app, command: [up]}}}',
    ];
    project.deploy("staging", { version: "2", digit: "2", app: app.join("\n"), commit: "b".repeat(40) });
    const id = await project.verify("staging");
    project.interrupt("staging");
    const production = await project.stage("production");
    await production.records.append({ event: "held", id, reason: "incident" });
    const text = project
      .text("production")
      .replace(
        "promotion: {from: staging}",
        "promotion: {from: staging, soakMinutes: 600, attested: true, freeze: [{from: tue 00:00, to: wed 00:00, because: nobody is awake then}]}",
      );
    writeFileSync(project.file("production"), text);
    project.commit("index.ts", "export default 2;\n");
    project.up("production");
    writeFileSync(`${project.folder}/stray.txt`, "");
    const planned = await plan();
    assert.deepEqual(refusing(planned), [
      ...["verified", "soak", "freeze", "hold", "program", "attestation", "secrets", "guard", "clean"],
    ]);
    assert.match(says(planned, "program"), /^index\.ts here differs from what staging/);
    assert.match(says(planned, "hotfix"), /^unknown for app/);
    const secrets = planned.result.effects?.gates.find(({ gate }) => gate === "secrets");
    assert.match(
      `${secrets?.commands}`,
      /^pulumi config set --stack production .* --cwd \S+$/,
      "it is not of this folder",
    );
    assert.deepEqual(
      planned.result.effects?.secrets.missing.map(({ name }) => name),
      ["KEY"],
    );
    assert.equal(planned.result.effects?.migrations.length, 1);
    const forced = await plan({ force: { reason: "outage" } });
    assert.deepEqual(refusing(forced), ["secrets", "guard", "clean"]);
  });

  it("refuses a build without the hotfix that the target runs, which one commit of the clone tells", async () => {
    const base = gitIn(project.folder, "rev-parse", "HEAD");
    project.deploy("staging", { version: "1", commit: base });
    await project.verify("staging");
    await promote();
    const hotfix = gitIn(project.folder, "rev-parse", "HEAD");
    project.write("production", { version: "1.0.1", digit: "5", commit: hotfix });
    project.commitAll();
    project.up("production");
    project.deploy("staging", { version: "2", digit: "2", commit: base });
    await project.verify("staging");
    assert.deepEqual(refusing(await plan()), ["hotfix"]);
    const merged = gitIn(project.folder, "rev-parse", "HEAD");
    project.deploy("staging", { version: "2.1", digit: "3", commit: merged });
    await project.verify("staging");
    assert.deepEqual(refusing(await plan()), []);
  });

  it("keeps a forced hotfix whose commit nobody knows, also where the program has gone on since", async () => {
    project.deploy("staging", { version: "1" });
    await project.verify("staging");
    await promote();
    const production = await project.stage("production");
    const reason = "the fix cannot wait";
    await production.records.append({ event: "forced", id: "f".repeat(64), gate: "promotion", reason });
    project.deploy("staging", { version: "2", digit: "2" });
    await project.verify("staging");
    assert.deepEqual(refusing(await plan()), [], "what production has came from staging, so it is no hotfix");
    project.write("production", { version: "1.0.1", digit: "5" });
    project.commitAll();
    assert.deepEqual(refusing(await plan()), ["hotfix"]);
  });

  it("moves what was verified before it was deployed once more, since a second up changes nothing of it", async () => {
    project.deploy("staging", { version: "1" });
    const id = await project.verify("staging");
    project.up("staging");
    const planned = await plan();
    assert.deepEqual([planned.result.freight.id, refusing(planned)], [id, []]);
  });

  it("does not go back this way", async () => {
    project.deploy("staging", { version: "1" });
    const old = await project.verify("staging");
    project.deploy("staging", { version: "2", digit: "2" });
    const newer = await project.verify("staging");
    await promote();
    const staging = await project.stage("staging");
    await staging.records.append({ event: "rejected", id: newer, reason: "slow" });
    const planned = await plan();
    assert.equal(planned.result.freight.id, old);
    assert.deepEqual(refusing(planned), ["order"]);
  });

  it("opens a pull request with what it writes, and leaves the working tree alone", async () => {
    project.deploy("staging", { version: "1" });
    await project.verify("staging");
    const before = project.text("production");
    const bodies: string[] = [];
    const github = {
      pullRequest({ body, title }: { body: string; title: string }) {
        bodies.push(title, body);
        return Promise.resolve({ number: 1, url: "https://github.com/acme/shop/pull/1", isNew: true });
      },
    } as unknown as GitHub;
    const planned = await plan({ isPullRequest: true });
    const opened = await applyPromotion(planned, { body: "why", github });
    assert.equal(opened?.url, "https://github.com/acme/shop/pull/1");
    assert.match(bodies.join("\n"), /^Promote [0-9a-f]{12} \(1\) from staging to production\nwhy$/);
    assert.equal(project.text("production"), before);
    const pushed = gitIn(project.clones.remote, "show", "slipway/promote-production:Pulumi.production.yaml");
    assert.equal(pushed, planned.after.trim());
    gitIn(project.folder, "commit", "--quiet", "--allow-empty", "--message", "not pushed");
    assert.deepEqual(refusing(await plan({ isPullRequest: true })), ["clean"]);
  });
});
