import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../../lib/user-error.ts";
import type { Candidate } from "../../promotion/effects/candidate.ts";
import { shortId } from "../../promotion/freight.ts";
import { forcedGates, type GateName, refusals } from "../../promotion/gates/gate.ts";
import { applyRollback, planRollback, type RollbackTools } from "../../promotion/rollback/rollback.ts";
import type { RollbackOptions } from "../../promotion/rollback/rollback-result.ts";
import { commitFile, gitIn } from "../git/clones.ts";
import { SmallStage } from "./small-stage.ts";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

/** Both blocks of one version of a small app, as people write them. */
function blocks(digit: string, own: { readonly app?: string; readonly release?: string } = {}): [string, string] {
  return [
    `  slipway:app: # what runs
    name: shop
    images: {api: ghcr.io/acme/shop}
    # its own comment
    services:
      api: {kind: web, image: api, port: 8080, routes: ["/*"]}
${own.app ?? ""}`,
    `  slipway:release:
    version: "1.${digit}"   # for people
    images: {api: "${digest(digit)}"}
${own.release ?? ""}`,
  ];
}

const main = (version: string) => `    databases:
      main: {engine: postgres, version: "${version}", migrate: {image: api, command: [migrate, up]}}
`;

const tools = (own: Partial<RollbackTools> = {}): RollbackTools => ({
  waitForUpdate: async () => {},
  deployedPlan: async () => undefined,
  planCandidate: async (): Promise<Candidate> => ({ problems: [], warnings: [] }),
  ...own,
});
/** Gates of a plan that a small stage cannot make. */
const unplanned: readonly GateName[] = ["guard"];

describe("a rollback", () => {
  let small: SmallStage;
  const plan = async (own: Partial<RollbackOptions> = {}, with_: Partial<RollbackTools> = {}) =>
    planRollback(await small.stage(), { say: () => {}, ...own }, tools(with_));
  /** As in a stage whose candidate can be planned. */
  const allowed = async (own: Partial<RollbackOptions> = {}, with_: Partial<RollbackTools> = {}) => {
    const planned = await plan(own, with_);
    const gates = (planned.result.effects?.gates ?? []).filter(({ gate }) => !unplanned.includes(gate));
    const isRefused = refusals(gates).length > 0;
    const { effects } = planned.result;
    return { ...planned, result: { ...planned.result, isRefused, ...(effects && { effects: { ...effects, gates } }) } };
  };
  const refusing = ({ result }: Awaited<ReturnType<typeof allowed>>) =>
    refusals(result.effects?.gates ?? []).map(({ gate, says }) => `${gate}: ${says}`);
  /** Deploys and verifies one, then deploys another. */
  const twoVersions = async (first = blocks("1"), second = blocks("2")): Promise<string> => {
    small.deploy(SmallStage.text(...first));
    const id = await small.verify();
    small.deploy(SmallStage.text(...second));
    return id;
  };

  beforeEach(() => {
    small = new SmallStage();
  });
  afterEach(() => small.remove());

  it("restores both blocks byte for byte, but for the line rollbackOf, and nothing around them", async () => {
    const id = await twoVersions();
    const { after } = await allowed();
    const [app, release] = blocks("1");
    assert.equal(after, `${SmallStage.text(app, `${release}    rollbackOf: "${id}"\n`)}# 1\n`);
  });

  it("shows only; applied, it writes the records and then the file, and can be deployed", async () => {
    const id = await twoVersions();
    const before = small.text();
    const planned = await allowed();
    assert.equal(small.text(), before);
    assert.equal(small.records().length, 1);
    assert.deepEqual(await applyRollback(planned, "file"), { mode: "file" });
    assert.equal(small.text(), planned.after);
    const [, rejected, held, ...more] = small.records().map((line) => JSON.parse(line));
    assert.deepEqual(more, []);
    const left = planned.result.left.id ?? "";
    assert.deepEqual([rejected.event, rejected.id, rejected.reason], ["rejected", left, "rolled back"]);
    assert.deepEqual([held.event, held.id, held.reason], ["held", left, `after the rollback from ${shortId(left)}`]);
    assert.equal(rejected.at, held.at, "in one append");
    assert.equal(planned.result.to.id, id);
  });

  it("tells whoever is kept away by the hold why, in the words of whoever went back at night", async () => {
    await twoVersions();
    await applyRollback(await allowed({ reason: "orders fail" }), "file");
    const [, rejected, held] = small.records().map((line) => JSON.parse(line));
    assert.equal(rejected.reason, "orders fail");
    assert.match(held.reason, /^after the rollback from [0-9a-f]{12}: orders fail$/);
  });

  it("keeps stores and secrets that the newer app added, since what they hold cannot be made again", async () => {
    const newer = `    databases:
      # holds the invoices
      invoices: {engine: postgres, version: "17"}
    queues: {mail: {}}
    secrets: {INVOICE_KEY: generated}
`;
    const id = await twoVersions(blocks("1"), blocks("2", { app: newer }));
    const { after, result } = await allowed();
    assert.deepEqual(result.effects?.kept, ["databases.invoices", "queues.mail", "secrets.INVOICE_KEY"]);
    const [app, release] = blocks("1");
    const block = after.slice(after.indexOf("  slipway:app:"), after.indexOf("  slipway:release:"));
    assert.ok(block.startsWith(app), "what the restored app says stays as it is");
    assert.match(block, /# holds the invoices\n {6}invoices: \{engine: postgres, version: "17"\}/);
    assert.match(block, /mail: \{\}/);
    assert.match(block, /INVOICE_KEY: generated/);
    assert.ok(after.includes(`${release}    rollbackOf: "${id}"\n`));
  });

  it("keeps a database without a migration whose image the restored app lacks, else the file would be wrong", async () => {
    const own = `    databases:
      reports:
        engine: postgres
        version: "17"
        migrate:
          image: reporter
          command: [up]
`;
    const newer = (text: string) => text.replace("{api: ghcr.io/acme/shop}", "{api: shop, reporter: reports}");
    const [app, release] = blocks("2", { app: own });
    await twoVersions(blocks("1"), [newer(app), release]);
    const { after, result } = await allowed();
    assert.deepEqual(result.effects?.kept, ["databases.reports"]);
    assert.match(after, / {4}databases:\n {6}reports:\n {8}engine: postgres\n {8}version: "17"\n {2}slipway:release/);
    assert.deepEqual(result.effects?.warnings, [
      "app.databases.reports stays without migrate, whose image the restored app does not have",
    ]);
  });

  it("goes to the newest one that was verified, is not there now, and was not rejected", async () => {
    small.deploy(SmallStage.text(...blocks("1")));
    const first = await small.verify();
    small.deploy(SmallStage.text(...blocks("2")));
    const second = await small.verify();
    small.deploy(SmallStage.text(...blocks("3")));
    await small.verify("failed");
    small.deploy(SmallStage.text(...blocks("4")));
    assert.equal((await plan()).result.to.id, second);
    const { records } = await small.stage();
    await records.append({ event: "rejected", id: second, reason: "slow" });
    assert.equal((await plan()).result.to.id, first);
  });

  it("goes where it is told, which may be named by its first digits, if that was verified here", async () => {
    small.deploy(SmallStage.text(...blocks("1")));
    const first = await small.verify();
    small.deploy(SmallStage.text(...blocks("2")));
    await small.verify();
    small.deploy(SmallStage.text(...blocks("3")));
    const now = (await plan()).result.left.id ?? "";
    assert.equal((await plan({ to: first.slice(0, 8) })).result.to.id, first);
    await assert.rejects(plan({ to: now }), /is what production has now: name another one with --to/);
    small.deploy(SmallStage.text(...blocks("4")));
    await assert.rejects(plan({ to: now }), (error) => {
      assert.ok(error instanceof Refusal);
      assert.match(
        error.message,
        new RegExp(`${shortId(now)} was not verified in production, .*: name one of .*${shortId(first)}`),
      );
      return true;
    });
  });

  it("goes back from an update that failed to the very deployment before it, whose parts may be gone", async () => {
    small.deploy(SmallStage.text(...blocks("1")));
    const first = await small.verify();
    small.deploy(SmallStage.text(...blocks("2")), "failed");
    const planned = await allowed();
    assert.equal(planned.result.left.state, "failed");
    assert.equal(planned.result.left.version, "1.2");
    assert.equal(planned.result.to.id, first);
    await applyRollback(planned, "file");
    assert.equal(JSON.parse(small.records()[1] ?? "").id, planned.result.left.id, "what failed is rejected");
  });

  it("goes back from an update that was killed, of which a backend in files has no word but its operations", async () => {
    small.deploy(SmallStage.text(...blocks("1")));
    const first = await small.verify();
    commitFile(small.folder, "Pulumi.production.yaml", SmallStage.text(...blocks("2")));
    small.pendingOperations = 2;
    const { result } = await plan();
    assert.deepEqual([result.left.state, result.left.version, result.to.id], ["cut off", "1.2", first]);
    assert.match(
      result.effects?.warnings[0] ?? "",
      /^2 operations of an update that was cut off: run npx slipway recover/,
    );
    assert.equal(
      result.effects?.warnings.at(-1),
      "the impact is told as if update 2 had got through: what it did not get to runs the earlier image already",
    );
  });

  it("is refused before anything was verified, because nobody knows that it was good", async () => {
    await assert.rejects(plan(), /there is nothing in production to go back to: no update of production has ended/);
    small.deploy(SmallStage.text(...blocks("1")));
    small.deploy(SmallStage.text(...blocks("2")));
    await assert.rejects(plan(), (error) => {
      assert.ok(error instanceof Refusal);
      assert.match(error.message, /there is nothing in production to go back to: no release was verified there yet/);
      return true;
    });
  });

  it("never rolls a rollback back, neither a deployed one nor one that is only declared", async () => {
    small.deploy(SmallStage.text(...blocks("0")));
    await small.verify();
    const id = await twoVersions();
    const mark = `    rollbackOf: "${id}"\n`;
    small.deploy(SmallStage.text(...blocks("3", { release: mark })));
    assert.match(
      refusing(await allowed())[0] ?? "",
      /^rollback: what production has is a rollback already \(release\.rollbackOf: [0-9a-f]{12}\), .* go forward/,
    );
    const forced = refusing(await allowed({ force: true, reason: "the site is down" }));
    assert.match(forced[0] ?? "", /^rollback: /, "no force passes it");
    small.deploy(SmallStage.text(...blocks("4")));
    commitFile(small.folder, "Pulumi.production.yaml", SmallStage.text(...blocks("5", { release: mark })));
    assert.match(refusing(await allowed())[0] ?? "", /^rollback: the file of production is a rollback already/);
  });

  it("of a rollback says at once that none is rolled back, where there is nothing before it either", async () => {
    const newer = "    queues: {mail: {}}\n";
    await twoVersions(blocks("1"), blocks("2", { app: newer }));
    await applyRollback(await allowed(), "file");
    small.deploy(small.text());
    await assert.rejects(plan(), /what production has is a rollback already .*: go forward/);
    const [target] = small.records();
    const id = JSON.parse(target ?? "").id;
    await assert.rejects(plan({ to: id }), /what production has is a rollback already .*: go forward/);
  });

  it("warns of a migration that may never have got through, of a database that a failed update brought", async () => {
    const own = '    databases: {orders: {engine: postgres, version: "17", migrate: {image: api, command: [up]}}}\n';
    small.deploy(SmallStage.text(...blocks("1")));
    await small.verify();
    small.deploy(SmallStage.text(...blocks("2", { app: own })), "failed");
    const { result } = await plan();
    assert.deepEqual(result.effects?.kept, ["databases.orders"]);
    assert.deepEqual(
      result.effects?.migrations.map(({ database, isUncertain }) => [database, isUncertain]),
      [["orders", true]],
    );
    assert.match(
      result.effects?.warnings[0] ?? "",
      /^app\.databases\.orders stays, and if its migration never got through/,
    );
  });

  it("does not ask to use or remove what it keeps, which is meant", async () => {
    await twoVersions(blocks("1"), blocks("2", { app: "    queues: {mail: {}}\n" }));
    const warnings = [
      "slipway:app.queues.mail: is used by no service",
      "slipway:app.queues.other: is used by no service",
    ];
    const { result } = await plan({}, { planCandidate: async () => ({ problems: [], warnings }) });
    assert.deepEqual(result.effects?.warnings, ["slipway:app.queues.other: is used by no service"]);
  });

  it("is refused where a database or a cache would get an older engine, which cannot read its data", async () => {
    await twoVersions(blocks("1", { app: main("17") }), blocks("2", { app: main("18") }));
    const planned = await allowed();
    assert.deepEqual(refusing(planned), [
      "upgrade: app.databases.main from postgres 18 to postgres 17: no engine reads the data of a newer one: choose a release that had that version with --to, or go forward with a build that says it",
    ]);
    await assert.rejects(applyRollback(planned, "file"), /production does not go back:\n {2}upgrade: /);
    assert.deepEqual(refusing(await allowed({ force: true, reason: "now" })).length, 1, "no force passes it");
  });

  it("goes by the file for the engines where nobody knows what was deployed", async () => {
    small.deploy(SmallStage.text(...blocks("1", { app: main("17") })));
    await small.verify();
    small.deploy(SmallStage.text(...blocks("2", { app: main("18") })), "succeeded", true);
    assert.match(refusing(await allowed()).join("\n"), /upgrade: app\.databases\.main from postgres 18 to postgres 17/);
  });

  it("is refused by another program than the one deployed, with the command that goes there", async () => {
    small.deploy(SmallStage.text(...blocks("1")));
    await small.verify();
    const commit = small.deploy(SmallStage.text(...blocks("2")));
    commitFile(small.folder, "index.ts", "export default 2;\n");
    const planned = await allowed();
    const [gate] = refusals(planned.result.effects?.gates ?? []);
    assert.match(gate?.says ?? "", /^index\.ts here differ from the program of [0-9a-f]{12}, which was deployed last/);
    assert.deepEqual(gate?.commands, [`git switch -c rollback-production ${commit}`]);
    const forced = await allowed({ force: true, reason: "the site is down" });
    assert.deepEqual(refusing(forced), []);
    assert.deepEqual(
      forcedGates(forced.result.effects?.gates ?? []).map(({ gate: name }) => name),
      ["program"],
    );
    await applyRollback(forced, "file");
    const { event, gate: name, reason } = JSON.parse(small.records().at(-1) ?? "");
    assert.deepEqual([event, name, reason], ["forced", "program", "the site is down"]);
  });

  it("is refused while something is not committed, which would be deployed with it", async () => {
    await twoVersions();
    writeFileSync(join(small.folder, "index.ts"), "export default 3;\n");
    assert.deepEqual(
      refusing(await allowed()).map((says) => says.split(" ").slice(0, 2).join(" ")),
      ["clean: index.ts"],
    );
  });

  it("names the migrations that ran since with their images, because the schema stays as they left it", async () => {
    await twoVersions(blocks("1", { app: main("17") }), blocks("2", { app: main("17") }));
    const { result } = await plan();
    const migrations = result.effects?.migrations.map(({ database, image, digest: of, command }) => [
      database,
      image,
      of,
      command,
    ]);
    assert.deepEqual(migrations, [["main", "api", digest("2"), ["migrate", "up"]]]);
  });

  it("names a migration of an update that failed in between, which may have got through all the same", async () => {
    await twoVersions(blocks("1", { app: main("17") }), blocks("2", { app: main("17") }));
    small.deploy(SmallStage.text(...blocks("3", { app: main("17") })), "failed");
    small.deploy(SmallStage.text(...blocks("2", { app: main("17") })));
    const { result } = await plan();
    assert.deepEqual(
      result.effects?.migrations.map(({ digest: of, isUncertain = false }) => [of, isUncertain]),
      [
        [digest("2"), false],
        [digest("3"), true],
      ],
    );
  });

  it("does not go back from an update that runs, in a backend whose locks nobody sees", async () => {
    await twoVersions();
    small.deploy(SmallStage.text(...blocks("3")), "in-progress");
    await assert.rejects(plan(), (error) => {
      assert.ok(error instanceof Refusal);
      assert.match(
        error.message,
        /^update 3 of production has been running since .*: wait for its end, or cancel it where it runs, and run this again$/,
      );
      return true;
    });
  });

  it("says that nobody knows what migrated where something in between is not known", async () => {
    await twoVersions();
    small.deploy(SmallStage.text(...blocks("3")), "succeeded", true);
    small.deploy(SmallStage.text(...blocks("4")));
    const { result } = await plan();
    assert.match(
      result.effects?.warnings[0] ?? "",
      /^nobody knows what was deployed at .*, nor which migrations ran with it$/,
    );
  });

  it("waits for a running update before it looks, because that changes what is there", async () => {
    await twoVersions();
    const asked: boolean[] = [];
    const waitForUpdate: RollbackTools["waitForUpdate"] = async (_, { cancelRunning }) => {
      asked.push(cancelRunning);
      if (asked.length === 1) small.deploy(SmallStage.text(...blocks("3")));
    };
    assert.equal((await plan({}, { waitForUpdate })).result.left.version, "1.3");
    await plan({ cancelRunning: true }, { waitForUpdate });
    assert.deepEqual(asked, [false, true]);
  });

  it("that was killed between its records and the file is finished by the next run, with no record twice", async () => {
    await twoVersions();
    const { stage, result, after } = await allowed();
    await stage.records.append(...(result.effects?.records ?? []));
    const again = await allowed();
    assert.equal(again.after, after);
    await applyRollback(again, "file");
    assert.equal(small.text(), after);
    assert.equal(small.records().length, 3, "verified, rejected, held");
  });

  it("that is written already says so, and writes no second one", async () => {
    await twoVersions();
    await applyRollback(await allowed(), "file");
    const again = await plan();
    assert.equal(again.result.effects, undefined);
    assert.equal(again.result.isRefused, false);
    assert.equal(small.records().length, 3);
  });

  it("leaves a hold that stands, and takes the reason that is given", async () => {
    await twoVersions();
    const { records } = await small.stage();
    await records.append({ event: "held", id: "0".repeat(64), reason: "before" });
    const { result } = await plan({ reason: "orders fail" });
    assert.deepEqual(
      result.effects?.records.map((record) => [record.event, "reason" in record && record.reason]),
      [["rejected", "orders fail"]],
    );
  });

  it("goes into the pull request of promotions, so that two changes of a stage never mix", async () => {
    await twoVersions();
    const planned = await allowed({ isPullRequest: true }, {});
    const opened: object[] = [];
    const open = async ({ verb, text, title, body }: { verb: string; text: string; title: string; body: string }) => {
      opened.push({ verb, text, title, body });
      return { url: "https://github.com/acme/shop/pull/7", isNew: true };
    };
    const before = small.text();
    const result = { ...planned.result, isRefused: false };
    const there = small.records().length;
    await assert.rejects(applyRollback({ ...planned, result }, "pullRequest", { open }), /no remote to open a pull/);
    assert.equal(small.records().length, there, "what cannot be opened rejects and holds nothing");
    const home = () => "acme/shop";
    const written = await applyRollback({ ...planned, result }, "pullRequest", { body: "why", open, home });
    assert.deepEqual(written, {
      mode: "pullRequest",
      pullRequest: { url: "https://github.com/acme/shop/pull/7", isNew: true },
    });
    const { left, to } = planned.result;
    const title = `Roll production back from ${shortId(left.id ?? "")} to ${shortId(to.id)} (1.1)`;
    assert.deepEqual(opened, [{ verb: "promote", text: planned.after, title, body: "why" }]);
    assert.equal(small.text(), before);
    assert.equal(gitIn(small.folder, "status", "--porcelain"), "");
  });
});
