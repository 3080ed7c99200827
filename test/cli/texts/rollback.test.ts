import assert from "node:assert/strict";
import type { RollbackOutcome } from "../../../cli/actions/rollback.ts";
import { rollbackBody, rollbackText } from "../../../cli/texts/rollback.ts";
import type { Impact, ImpactOnResource } from "../../../plan/impact.ts";
import { passed, refused } from "../../../promotion/gates/gate.ts";
import type { RollbackEffects } from "../../../promotion/rollback/rollback-result.ts";
import { assertExpectedText, tooLong } from "../../support/expected-text.ts";

const left = "50b2820bc39ca761826dd6629add70cab5d32cdda7b92cd25b509b648ffb0e2c";
const back = "307ce30a406e8a40f4ff2f45a040a15b6eb4fd3eb626a8cf34e0906fc97d64f4";
const commit = "0123456789abcdef0123456789abcdef01234567";

function resource(path: string, type: string, ...properties: string[]): ImpactOnResource {
  return { path, type, urn: `urn:pulumi:production::harbour::${type}::${path}`, protect: false, properties };
}

const impact: Impact = {
  created: [],
  updated: [
    resource("api/api-service", "aws:ecs/service:Service", "taskDefinition"),
    resource("web/web-service", "aws:ecs/service:Service", "taskDefinition"),
  ],
  replaced: [
    resource("api/api-task", "aws:ecs/taskDefinition:TaskDefinition", "containerDefinitions"),
    resource("web/web-task", "aws:ecs/taskDefinition:TaskDefinition", "containerDefinitions"),
  ],
  deleted: [resource("reports/reports-service", "aws:ecs/service:Service")],
  unchanged: 141,
  gone: ["reports"],
  restarts: [`api: image ${left.slice(0, 12)} → ${back.slice(0, 12)}`, "web: image 153067b350b9 → 1424b2908738"],
  downtime: [],
  usd: { from: { low: 420, expected: 480, high: 700 }, to: { low: 390, expected: 450, high: 640 } },
};

const effects: RollbackEffects = {
  moves: {
    isFirst: false,
    app: [{ path: "app.services.reports", from: { kind: "worker", image: "api", command: ["reports"] } }],
    release: [
      { path: "release.version", from: "1.4.2", to: "1.4.1" },
      { path: "release.images.api", from: `sha256:${left}`, to: `sha256:${back}` },
    ],
  },
  kept: ["databases.reports", "secrets.REPORTS_KEY"],
  migrations: [
    {
      database: "main",
      image: "api",
      digest: `sha256:${left}`,
      command: ["alembic", "upgrade", "head"],
      because: "its image api changes",
      at: "2026-11-21T17:02:11Z",
    },
  ],
  impact,
  warnings: [
    "app.databases.reports is used by no service and no job, so nothing can reach it: name it in uses of those that need it, or remove it",
  ],
  gates: [
    passed("rejected", "what comes back was never rejected"),
    passed("rollback", "production has no rollback now"),
    passed("program", "the program here is the one that was deployed last"),
    passed("schema", "its configuration is valid for this stage"),
    passed("secrets", "this stage has every secret"),
    passed("upgrade", "no database and no cache goes back to an older version"),
    passed("cost", "about 450 USD a month; environment.cost.maxMonthlyUsd is 600"),
    passed("guard", "nothing that holds data would be replaced or deleted"),
    passed("clean", "everything is committed"),
  ],
  records: [
    { event: "rejected", id: left, reason: "rolled back" },
    { event: "held", id: left, reason: `after the rollback of ${left.slice(0, 12)}` },
  ],
};

const outcome: RollbackOutcome = {
  stage: { stack: "production", argument: "production", file: "Pulumi.production.yaml" },
  isSandbox: false,
  left: { state: "deployed", id: left, version: "1.4.2", update: 12, at: "2026-11-21T17:02:11Z", commit },
  to: {
    id: back,
    version: "1.4.1",
    commit: "89abcdef0123456789abcdef0123456789abcdef",
    update: 11,
    deployedAt: "2026-11-19T09:12:40Z",
    verifiedAt: "2026-11-19T09:30:02.000Z",
    verifiedBy: "ada",
  },
  effects,
  isRefused: false,
};

/** From the sentence on that says what was done, or could be. */
function endOf(own: Partial<RollbackOutcome>): string {
  const text = rollbackText({ ...outcome, ...own });
  assert.deepEqual(tooLong(text), []);
  return text.slice(text.lastIndexOf("\n\n") + 2);
}

describe("rollbackText", () => {
  it("reads as test/expected/texts/rollback.txt says: what goes back to what comes first, the next command last", () => {
    assertExpectedText("rollback", rollbackText(outcome));
  });

  it("says that an update failed, whose parts may be there", () => {
    const text = rollbackText({ ...outcome, left: { ...outcome.left, state: "failed" } });
    assert.match(
      text,
      /\n {2}from {2}update 12 of commit 0123456789ab, which failed 2026-11-21 17:02 UTC: parts of it may be\n/,
    );
    const cutOff = rollbackText({ ...outcome, left: { ...outcome.left, state: "cut off" } });
    assert.match(cutOff, /\n {2}from {2}an update of commit 0123456789ab that was cut off: parts of it may be there\n/);
  });

  it("says what is not known of what it leaves, and why", () => {
    const text = rollbackText({
      ...outcome,
      left: { state: "deployed", update: 12, at: "2026-11-21T17:02:11Z", unknown: "it was deployed with changes" },
    });
    assert.match(text, /^production goes back from something that nobody knows to 1\.4\.1 \(307ce30a406e\)\n/);
    assert.match(text, /deployed 2026-11-21 17:02 UTC; it was deployed with changes\n/);
  });

  it("names the gate that refuses, and how to pass it where that is allowed", () => {
    const program = refused("program", "index.ts here differ", ["git switch -c rollback-production 0123"]);
    assert.equal(
      endOf({ isRefused: true, effects: { ...effects, gates: [program] } }),
      `refused by program: nothing is written
if it has to be all the same, which is recorded:
  npx slipway rollback production --force --reason "…"
`,
    );
    const upgrade = refused("upgrade", "app.databases.main from postgres 18 to postgres 17");
    assert.equal(
      endOf({ isRefused: true, effects: { ...effects, gates: [program, upgrade] } }),
      "refused by program, upgrade: nothing is written\n",
    );
  });

  it("repeats in the next command what it was asked for", () => {
    assert.match(
      endOf({ asked: "307c", isSandbox: true, reason: "orders fail" }),
      /\n {2}npx slipway rollback production --to 307c --sandbox --reason "orders fail" --yes\n/,
    );
  });

  it("says after it was written how it is deployed, and how the hold is lifted", () => {
    assert.equal(
      endOf({ written: { mode: "file" } }),
      `Pulumi.production.yaml is written; to deploy it:
  git add Pulumi.production.yaml
  git commit --message "Roll production back to 307ce30a406e"
  pulumi up --stack production
50b2820bc39c is rejected, and production is held, so that it does not come back by itself
to lift the hold later:
  npx slipway hold production --off
`,
    );
    assert.match(endOf({ written: { mode: "file" }, isSandbox: true }), /\n {2}npx slipway sandbox up production\n/);
  });

  it("says where the pull request is", () => {
    const pullRequest = { url: "https://github.com/acme/harbour/pull/7", isNew: true };
    assert.match(
      endOf({ written: { mode: "pullRequest", pullRequest } }),
      /^the pull request is open: https:\/\/github\.com\/acme\/harbour\/pull\/7\n/,
    );
    assert.match(
      endOf({ written: { mode: "pullRequest", pullRequest: { ...pullRequest, isNew: false } } }),
      /^the pull request is up to date: /,
    );
  });

  it("says that the file has it already, with what is left to do", () => {
    const { effects: _, ...already } = outcome;
    assert.match(rollbackText(already), /\n\nPulumi\.production\.yaml says so already; to deploy it:\n {2}git add /);
  });
});

describe("rollbackBody", () => {
  it("tells a pull request the same, but for what to type next", () => {
    const body = rollbackBody(outcome);
    assert.match(body, /^```text\nproduction goes back from 1\.4\.2 \(50b2820bc39c\) to 1\.4\.1 \(307ce30a406e\)\n/);
    assert.match(body, /everything is committed\n```\n$/);
    assert.doesNotMatch(body, /--yes/);
  });
});

describe("rollbackText of one at once", () => {
  const deployed = { branch: "slipway/rollback-production", commit, title: "Roll back", seconds: 192 };

  it("says how long it took, and how it comes to the default branch before the next update undoes it", () => {
    const text = endOf({ isNow: true, deployed });
    assert.match(text, /^deployed commit 0123456789ab of branch slipway\/rollback-production, in 3 min 12 s\n/);
    assert.match(text, /\n {2}git merge slipway\/rollback-production\n/);
    assert.match(text, /\n {2}npx slipway rollback production --now --pr\n/);
    assert.match(text, /\nwhether what is there now is good:\n {2}npx slipway verify production\n/);
    const inSandbox = endOf({ isNow: true, deployed, isSandbox: true });
    assert.match(inSandbox, /\n {2}npx slipway verify production --sandbox\n/);
  });

  it("names the pull request, and what to do where it conflicts", () => {
    const url = "https://github.com/acme/shop/pull/7";
    const written = { mode: "pullRequest", pullRequest: { url, isNew: true } } as const;
    const text = endOf({ isNow: true, isPullRequest: true, deployed: { ...deployed, seconds: 59 }, written });
    assert.match(text, /, in 59 s\nthe pull request is open: https:\/\/github.com\/acme\/shop\/pull\/7\n/);
    assert.match(text, /merge --strategy-option ours origin\/HEAD && git push\n/);
  });

  it("is run again where it stopped midway, with the engine's words", () => {
    const text = endOf({ isNow: true, isPullRequest: true, deployed: { ...deployed, failed: "no access\nto ECS" } });
    assert.match(text, / did not end well,\s+after\s+3\s+min\s+12\s+s: .*\n {2}no access\n {2}to ECS\n/);
    assert.match(text, /goes on from there:\n {2}npx slipway rollback production --now --pr\n/);
  });

  it("is run again where its pull request could not be opened, which is all that is left of it", () => {
    const text = endOf({ isNow: true, isPullRequest: true, deployed, notOpened: "GitHub is down" });
    assert.match(text, /its pull request is not open: GitHub is down\nrun it again, which only opens that:\n/);
  });

  it("says that it was begun before, and by which command a gate is passed", () => {
    const again = rollbackText({ ...outcome, deployed: { ...deployed, before: "begun" } });
    assert.match(again, /^\S*production goes on going back to 1.4.1/);
    const done = rollbackText({ ...outcome, deployed: { ...deployed, before: "done" } });
    assert.match(done, /is deployed already\n/);
    assert.match(done, /\n {2}by {4}update 12 of .*\n {2}to {4}update 11 of /);
    const gates = [...effects.gates, refused("hold", "held")];
    const text = endOf({ isNow: true, isRefused: true, effects: { ...effects, gates } });
    assert.match(text, /rollback production --now --force --reason/);
  });
});
