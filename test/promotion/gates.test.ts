import assert from "node:assert/strict";
import type { Values } from "../../config/values.ts";
import type { GuardedPlan } from "../../plan/guard.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { freightOf } from "../../promotion/freight.ts";
import { attestationGate } from "../../promotion/gates/attestation.ts";
import { cleanVerdict } from "../../promotion/gates/clean.ts";
import { freezeGate } from "../../promotion/gates/freeze.ts";
import { forceable, forcedGates, gateNames, refusals, type Verdict, withForce } from "../../promotion/gates/gate.ts";
import { guardGate } from "../../promotion/gates/guard.ts";
import { holdGate } from "../../promotion/gates/hold.ts";
import { hotfixGate } from "../../promotion/gates/hotfix.ts";
import { orderGate } from "../../promotion/gates/order.ts";
import { programGate } from "../../promotion/gates/program.ts";
import { rejectedGate } from "../../promotion/gates/rejected.ts";
import { schemaGates } from "../../promotion/gates/schema.ts";
import { soakGate } from "../../promotion/gates/soak.ts";
import { upgradeGate } from "../../promotion/gates/upgrade.ts";
import { verifiedGate } from "../../promotion/gates/verified.ts";
import type { Deployment } from "../../promotion/history/deployment.ts";
import { deployment, history, verified } from "./histories.ts";

const now = new Date("2026-11-21T18:34:30Z");
const freight = (version: string) => freightOf({ app: { name: "shop" }, release: { version }, program: "p" });

/** A verdict that refuses, and what it says. */
function refuses(verdict: Verdict, says: RegExp): void {
  assert.equal(verdict.passes, false, verdict.says);
  assert.match(verdict.says, says);
}

function passes(verdict: Verdict, says: RegExp): void {
  assert.equal(verdict.passes, true, verdict.says);
  assert.match(verdict.says, says);
}

describe("the gate", () => {
  it("verified wants a deployment of committed files that was found good, with nothing that hangs", () => {
    const good = deployment({ freight: freight("1"), ...verified(freight("1").id) });
    const gate = (own: Partial<Deployment>, pendingOperations = 0) =>
      verifiedGate({ ...good, ...own }, { stack: "staging", pendingOperations }, "npx slipway verify staging");
    passes(gate({}), /^verified in staging at 2026-11-21T18:00:00Z by Ann/);
    const { verdict: _, ...unverified } = good;
    const none = verifiedGate(unverified, { stack: "staging", pendingOperations: 0 }, "npx slipway verify staging");
    refuses(none, /^deployed in staging at .*, and nobody has verified it: verify it$/);
    assert.deepEqual(none.commands, ["npx slipway verify staging"]);
    refuses(gate({ isClean: false }), /had changes that were never committed: commit, deploy it again, and verify/);
    refuses(gate({}, 1), /1 pending operation of an update that was cut off: run pulumi up --stack staging again/);
    const failed = verified(freight("1").id, "failed");
    refuses(gate(failed), /its verification in staging failed at .*: health \(HTTP 500\): mend it, and verify again/);
  });

  it("soak counts the minutes since it has been verified, and says when they are over", () => {
    const since = "2026-11-21T18:22:10Z";
    const verdict = soakGate({ since, soakMinutes: 60, now });
    refuses(verdict, /^verified 12 of 60 minutes ago .*: promote after 19:23 UTC$/);
    refuses(soakGate({ since: "2026-11-21T18:40:00Z", soakMinutes: 60, now }), /^verified 0 of 60/);
    passes(soakGate({ since, soakMinutes: 12, now }), /^verified 12 minutes ago/);
    passes(soakGate({ since: undefined, soakMinutes: 0, now }), /soakMinutes is 0/);
    refuses(soakGate({ since: undefined, soakMinutes: 5, now }), /not verified yet/);
    refuses(soakGate({ since, soakMinutes: 600, now }), /promote after 2026-11-22 04:23 UTC$/);
  });

  it("freeze says what, in which zone, why, and until when", () => {
    const freeze = { from: "sat 00:00", to: "mon 06:00", timeZone: "Europe/Stockholm", because: "nobody is there" };
    refuses(
      freezeGate([freeze], now),
      /nobody is there, sat 00:00 to mon 06:00 Europe\/Stockholm, until 2026-11-23 05:00 UTC: promote after that/,
    );
    passes(freezeGate([{ ...freeze, from: "tue 00:00", to: "wed 06:00" }], now), /none holds now/);
    passes(freezeGate([], now), /has none/);
  });

  it("hold says who holds the target, why, and how to lift it", () => {
    const held = {
      event: "held",
      id: freight("1").id,
      at: "2026-11-20T10:00:00Z",
      by: "Ann",
      reason: "incident",
    } as const;
    const verdict = holdGate({ ...history("production"), held }, "npx slipway hold production --off");
    refuses(verdict, /^production is held by Ann since 2026-11-20T10:00:00Z: incident/);
    assert.deepEqual(verdict.commands, ["npx slipway hold production --off"]);
    passes(holdGate(history("production"), ""), /nobody holds production/);
  });

  it("rejected looks at both stages, since what was bad here is bad when it comes again", () => {
    const bad = freight("1");
    const record = { event: "rejected", id: bad.id, at: "2026-11-20T10:00:00Z", by: "Ann", reason: "slow" } as const;
    const chosen = deployment({ freight: bad });
    // It came with an update that failed, so production has no deployment of it.
    const rejected = { ...history("production"), rejections: [record] };
    refuses(
      rejectedGate(chosen, history("staging", chosen), rejected),
      /was rejected in production by Ann at 2026-11-20T10:00:00Z: slow/,
    );
    refuses(rejectedGate(chosen, { ...rejected, stack: "staging" }, history("production")), /rejected in staging/);
    passes(rejectedGate(deployment({ freight: freight("2") }), rejected, rejected), /never rejected/);
  });

  it("order refuses a way back, and counts what came back upstream by when it did", () => {
    const older = deployment({ update: 1, at: "2026-11-20T10:00:00Z", freight: freight("1") });
    const newer = deployment({ update: 2, at: "2026-11-21T10:00:00Z", freight: freight("2") });
    const staging = history("staging", newer, older);
    refuses(
      orderGate(older, staging, "production", freight("2").pair),
      /which staging got at 2026-11-21T10:00:00Z, after this one .*: to go back, run npx slipway rollback production/,
    );
    passes(orderGate(newer, staging, "production", freight("1").pair), /newer than what production has/);
    passes(orderGate(newer, staging, "production", freight("3").pair), /nothing newer/);
    passes(orderGate(newer, staging, "production", undefined), /nothing newer/);
    const again = deployment({ update: 3, at: "2026-11-21T12:00:00Z", freight: freight("1") });
    const back = history("staging", again, newer, older);
    passes(orderGate(again, back, "production", freight("2").pair), /newer/);
  });

  it("hotfix keeps what the target runs beside the freights, and takes not knowing for no only after a forced bump", () => {
    const stacks = { from: "staging", to: "production" };
    const step = { image: "api", from: "a".repeat(40), to: "b".repeat(40) };
    refuses(
      hotfixGate([{ ...step, contains: false }], false, stacks),
      /^release\.commits\.api b{12} does not contain a{12} that production runs: merge that commit/,
    );
    passes(hotfixGate([{ ...step, contains: true }], true, stacks), /contains every commit/);
    const unknown = hotfixGate([{ ...step, contains: undefined }], false, stacks);
    passes(unknown, /^unknown for api/);
    assert.equal(unknown.unknown, true, "nobody has seen that it is good");
    refuses(
      hotfixGate([{ ...step, contains: undefined }], true, stacks),
      /nobody can tell whether api contains it: a{12} and b{12} of api cannot be compared here: fetch both/,
    );
    refuses(
      hotfixGate([{ ...step, from: undefined, contains: undefined }], true, stacks),
      /release\.commits\.api is missing in production \(npx slipway bump --commit writes it\)$/,
    );
    passes(hotfixGate([], true, stacks), /production has none of its images yet/);
  });

  it("program names the files that differ from what was verified", () => {
    const stack = "staging";
    passes(programGate({ stack, upstream: "p", here: "p", differing: [] }), /the one that staging was deployed with$/);
    const differing = ["lib/a.ts", "lib/b.ts", "lib/c.ts", "lib/d.ts", "lib/e.ts", "lib/f.ts"];
    refuses(
      programGate({ stack, upstream: "p", here: "q", differing, commit: "c".repeat(40) }),
      /^lib\/a\.ts, .*lib\/e\.ts and 1 more here differ from what staging was deployed with \(c{12}\): deploy and/,
    );
    refuses(
      programGate({ stack, upstream: "p", here: "q", differing: ["overrides.ts"] }),
      /^overrides\.ts here differs from what staging was deployed with: /,
    );
  });

  it("attestation asks only where the place does", () => {
    passes(attestationGate(false, []), /does not ask/);
    passes(attestationGate(true, [{ image: "api", is: true, says: "" }]), /api built by/);
    const images = [{ image: "api", is: false, says: "no attestation of acme/shop" }];
    refuses(
      attestationGate(true, images),
      /^release\.images\.api: no attestation of acme\/shop: build it in a workflow/,
    );
  });

  it("schema, secrets and cost are three gates, because each is mended in another way", () => {
    const command = "pulumi config set --stack production --secret --path 'slipway:secrets.KEY'";
    const problems = [
      { key: "slipway:app.services.api.image", value: '"x"', says: "unknown image: use api" },
      { key: "slipway:secrets.KEY", says: `is missing: people give it: set it with ${command}` },
      { key: "slipway:environment.secrets.CERT", says: "is missing" },
      { key: "slipway:environment.cost.maxMonthlyUsd", value: "10", says: "is estimated at 200 USD a month" },
    ];
    const [schema, secrets, cost, ...more] = schemaGates({ problems, warnings: [] });
    assert.ok(schema && secrets && cost && more.length === 0);
    refuses(schema, /^slipway:app\.services\.api\.image "x": unknown image: use api$/);
    refuses(
      secrets,
      /^slipway:secrets\.KEY: is missing: people give it; slipway:environment\.secrets\.CERT: is missing$/,
    );
    assert.deepEqual(secrets.commands, [command]);
    refuses(cost, /^slipway:environment\.cost\.maxMonthlyUsd 10: is estimated at 200 USD/);
    const plan = {
      cost: { usd: { low: 1, expected: 42.4, high: 90 }, maxMonthlyUsd: 50, unverifiedPrices: 0 },
    } as Plan;
    const good = schemaGates({ plan, problems: [], warnings: [] });
    assert.deepEqual(refusals(good), []);
    assert.equal(good[2]?.says, "about 42 USD a month; environment.cost.maxMonthlyUsd is 50");
    const unfinished = schemaGates({ problems: problems.slice(1, 2), warnings: [] });
    assert.deepEqual(
      unfinished.map(({ gate, passes: lets, unknown }) => [gate, lets, unknown]),
      [
        ["schema", true, true],
        ["secrets", false, undefined],
        ["cost", true, true],
      ],
      "what was not reckoned is not found to be good",
    );
  });

  it("upgrade stops a new major version that the place does not allow, and every lower one", () => {
    const app = (version: string): Values => ({ databases: { main: { engine: "postgres", version } } });
    const gate = (from: string | undefined, to: string, tuning: Values = {}) =>
      upgradeGate({
        stack: "production",
        deployed: from === undefined ? undefined : app(from),
        app: app(to),
        environment: { databases: { main: tuning } },
      });
    passes(gate("17", "17"), /no database changes/);
    passes(gate(undefined, "17"), /no database changes/);
    const verdict = gate("16", "17");
    refuses(verdict, /^app\.databases\.main\.version: "17": Postgres 16 runs, and the upgrade stops it/);
    assert.deepEqual(verdict.commands, [
      "pulumi config set --stack production --path 'slipway:environment.databases.main.allowMajorUpgrade.because' 'tried on a copy'",
    ]);
    passes(
      gate("16", "17", { allowMajorUpgrade: { because: "tried" } }),
      /main goes from 16 to 17, which the place allows/,
    );
    passes(gate("16", "17", { existing: { identifier: "shared" } }), /no database changes/);
    refuses(gate("17", "16", { allowMajorUpgrade: { because: "tried" } }), /no version goes back: say version: "17"/);
  });

  it("guard refuses what would lose data, unless the place names it", () => {
    const urn = "urn:pulumi:production::shop::aws:rds/instance:Instance::main-instance";
    const database = {
      type: "aws:rds/instance:Instance",
      urn,
      path: "main/main-instance",
      custom: true,
      protect: true,
    };
    const place = { prefix: "shop", accountId: "1", region: "eu-north-1", profile: "production" };
    const was: GuardedPlan = { place, resources: [database as PlannedResource], allowReplace: [] };
    const without: GuardedPlan = { place, resources: [], allowReplace: [] };
    const verdict = guardGate(was, without);
    refuses(verdict, /^main\/main-instance \(Instance\) would be deleted: .*environment\.allowReplace \(urn:pulumi/);
    passes(guardGate(was, { ...without, allowReplace: [urn] }), /which environment\.allowReplace allows$/);
    passes(guardGate(undefined, without), /nothing is there yet/);
    for (const deployed of [was, undefined]) {
      refuses(guardGate(deployed, undefined), /while the configuration has problems: mend them first$/);
    }
  });

  it("clean names what is not committed, and where HEAD is", () => {
    passes(cleanVerdict([], true), /everything is committed/);
    refuses(cleanVerdict(["a", "b", "c", "d"], true), /^a, b, c and 1 more not committed: commit, or put it away/);
    refuses(cleanVerdict(["a"], true), /^a not committed: /);
    refuses(cleanVerdict([], false), /HEAD is not on the remote's default branch/);
  });
});

describe("--force", () => {
  const refused = gateNames.map((gate): Verdict => ({ gate, passes: false, says: "no" }));

  it("passes what may be passed, and never a rollback's rollback, the schema, secrets, an upgrade, cost, guard or a dirty tree", () => {
    const forced = withForce(refused);
    assert.deepEqual(
      refusals(forced).map(({ gate }) => gate),
      ["rollback", "schema", "secrets", "upgrade", "cost", "guard", "clean"],
    );
    assert.deepEqual(new Set(forcedGates(forced).map(({ gate }) => gate)), forceable);
  });

  it("leaves alone what passes without it, so that no record tells of what was not needed", () => {
    assert.deepEqual(forcedGates(withForce([{ gate: "soak", passes: true, says: "yes" }])), []);
  });
});
