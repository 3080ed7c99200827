import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import type { PromoteOutcome } from "../../../cli/actions/promote.ts";
import { promoteText, pullRequestBody } from "../../../cli/texts/promote.ts";
import type { Impact, ImpactOnResource } from "../../../plan/impact.ts";
import type { Verdict } from "../../../promotion/gates/gate.ts";
import { assertExpectedText } from "../../support/expected-text.ts";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const commit = (digit: string) => digit.repeat(40);

function resource(path: string, type: string, ...properties: string[]): ImpactOnResource {
  return { path, type, urn: `urn:pulumi:production::harbour::${type}::${path}`, protect: false, properties };
}

const impact: Impact = {
  created: [resource("SENTRY_DSN/SENTRY_DSN-secret", "aws:secretsmanager/secret:Secret")],
  updated: [resource("api/api-service", "aws:ecs/service:Service", "taskDefinition")],
  replaced: [resource("api/api-task", "aws:ecs/taskDefinition:TaskDefinition", "containerDefinitions")],
  deleted: [],
  unchanged: 140,
  gone: [],
  restarts: ["api: image 111111111111 → 222222222222"],
  downtime: [],
  usd: { from: { low: 380, expected: 412, high: 530 }, to: { low: 380, expected: 412.4, high: 530 } },
};

const gates: readonly Verdict[] = [
  { gate: "verified", passes: true, says: "verified in staging at 2026-11-21T17:12:40Z by Ann <ann@acme.example>" },
  { gate: "soak", passes: true, says: "verified 75 minutes ago, and environment.promotion.soakMinutes is 60" },
  { gate: "freeze", passes: true, says: "none holds now" },
  { gate: "hold", passes: true, says: "nobody holds production" },
  { gate: "rejected", passes: true, says: "never rejected" },
  { gate: "order", passes: true, says: "newer than what production has, which staging had at 2026-11-20T09:03:11Z" },
  { gate: "hotfix", passes: true, says: "contains every commit that production runs" },
  { gate: "program", passes: true, says: "the program here is the one that staging was deployed with" },
  { gate: "attestation", passes: true, says: "environment.promotion.attested does not ask for it" },
  { gate: "schema", passes: true, says: "its configuration is valid for this stage" },
  { gate: "secrets", passes: true, says: "this stage has every secret" },
  { gate: "upgrade", passes: true, says: "no database changes its major version" },
  { gate: "cost", passes: true, says: "about 412 USD a month; environment.cost.maxMonthlyUsd is 500" },
  { gate: "guard", passes: true, says: "nothing that holds data would be replaced or deleted" },
  { gate: "clean", passes: true, says: "everything is committed" },
];

const outcome: PromoteOutcome = {
  from: { stack: "staging", argument: "staging", file: "Pulumi.staging.yaml" },
  to: { stack: "production", argument: "production", file: "Pulumi.production.yaml" },
  isSandbox: false,
  freight: {
    id: "3c9e1b2a4f6d".padEnd(64, "0"),
    version: "1.5.0",
    commit: commit("c"),
    update: 7,
    deployedAt: "2026-11-21T17:05:02Z",
    verifiedAt: "2026-11-21T17:12:40Z",
    verifiedBy: "Ann <ann@acme.example>",
  },
  ahead: [
    {
      why: "Pulumi.staging.yaml is ahead, and not deployed",
      moves: { isFirst: false, app: [{ path: "app.services.web.port", from: 8080, to: 8081 }], release: [] },
    },
  ],
  notes: [
    "staging: a record (verified, 2026-11-21T16:00:00Z, Mallory) is not believed: Pulumi's history has no update 9",
  ],
  effects: {
    moves: {
      isFirst: false,
      app: [
        { path: "app.secrets.SENTRY_DSN", to: "given" },
        { path: "app.services.api.health", from: "/api/health", to: "/api/healthz" },
      ],
      release: [
        { path: "release.version", from: "1.4.1", to: "1.5.0" },
        { path: "release.images.api", from: digest("1"), to: digest("2") },
        { path: "release.commits.api", from: commit("a"), to: commit("b") },
      ],
    },
    commits: [
      {
        image: "api",
        from: commit("a"),
        to: commit("b"),
        commits: [
          { sha: commit("b"), title: "Search also finds what was archived (#212)" },
          { sha: commit("d"), title: "Report errors to Sentry (#209)" },
        ],
        more: 3,
      },
    ],
    migrations: [
      { database: "main", image: "api", command: ["alembic", "upgrade", "head"], because: "its image api changes" },
    ],
    secrets: { added: [{ name: "SENTRY_DSN", kind: "given" }], removed: [], missing: [] },
    impact,
    warnings: [],
    gates,
  },
  isRefused: false,
};

const command = "pulumi config set --stack production --secret --path 'slipway:secrets.SENTRY_DSN'";
const refusing: readonly Verdict[] = [
  {
    gate: "soak",
    passes: false,
    says: "verified 12 of 60 minutes ago (environment.promotion.soakMinutes): promote after 18:13 UTC",
  },
  {
    gate: "secrets",
    passes: false,
    says: "slipway:secrets.SENTRY_DSN: is missing: the app needs this value from people",
    commands: [command],
  },
  {
    gate: "cost",
    passes: true,
    says: "nobody can tell while the configuration has problems",
    unknown: true,
  },
  {
    gate: "guard",
    passes: false,
    says: "cannot tell what would be lost while the configuration has problems: mend them first",
  },
];

/** The outcome of a promotion that gates refuse. */
function refused(...verdicts: readonly Verdict[]): PromoteOutcome {
  const told = gates.map((gate) => verdicts.find((own) => own.gate === gate.gate) ?? gate);
  const { impact: _, ...effects } = outcome.effects ?? assert.fail();
  return { ...outcome, isRefused: true, effects: { ...effects, gates: told } };
}

function text(of: PromoteOutcome): string {
  return stripVTControlCharacters(promoteText(of));
}

describe("promoteText", () => {
  it("tells what moves, what it does there, whether it may, and what to type next", () => {
    assertExpectedText("promote", text(outcome));
  });

  it("tells every gate that refuses at once, with the commands that mend it", () => {
    assertExpectedText("promote-refused", text(refused(...refusing)));
  });

  it("names --force only where it would do", () => {
    assert.doesNotMatch(text(refused(...refusing)), /--force/);
    const [soak = assert.fail()] = refusing;
    assert.match(text(refused(soak)), /npx slipway promote staging production --force --reason "…"\n$/);
  });

  it("says what was passed by force, and why", () => {
    const [soak = assert.fail()] = refusing;
    const forced: PromoteOutcome = {
      ...refused({ ...soak, passes: true, forced: true }),
      isRefused: false,
      reason: "outage",
    };
    assert.match(text(forced), /! soak {9}passed by force: verified 12 of 60 minutes ago/);
    assert.match(text(forced), /\nby force, because: outage\n/);
    assert.match(text(forced), /promote staging production --force --reason "outage" --yes\n/);
  });

  it("ends with the commands that bring a written file to its place, here or in the sandbox", () => {
    const steps = (of: PromoteOutcome) => text(of).split("\n").slice(-6);
    assert.deepEqual(steps({ ...outcome, written: "file" }), [
      "Pulumi.production.yaml is written; to deploy it:",
      "  git add Pulumi.production.yaml",
      '  git commit --message "Promote 3c9e1b2a4f6d from staging to production"',
      "  pulumi preview --stack production",
      "  pulumi up --stack production",
      "",
    ]);
    assert.deepEqual(steps({ ...outcome, written: "file", isSandbox: true }).slice(3, 5), [
      "  npx slipway sandbox preview production",
      "  npx slipway sandbox up production",
    ]);
    const to = { stack: "production", argument: "shop/Pulumi.production.yaml", file: "shop/Pulumi.production.yaml" };
    assert.equal(steps({ ...outcome, to, written: "file" })[4], "  pulumi up --stack production --cwd shop");
    const written = { url: "https://github.com/acme/harbour/pull/7", isNew: true };
    assert.match(
      text({ ...outcome, written }),
      /\nthe pull request is open: https:\/\/github\.com\/acme\/harbour\/pull\/7\n$/,
    );
  });

  it("says that there is nothing to do, and what is left where it is only written", () => {
    const { effects: _, ...rest } = outcome;
    assert.match(
      text({ ...rest, already: { isDeployed: true, isCommitted: true } }),
      /\nnothing to promote: production has it already\n$/,
    );
    const already = { isDeployed: false, isCommitted: false };
    const left =
      "nothing moves: Pulumi.production.yaml has it already; to deploy it:\n  git add Pulumi.production.yaml\n";
    assert.ok(text({ ...outcome, already }).includes(`\n\n${left}`));
    const [soak = assert.fail()] = refusing;
    assert.match(
      text({ ...refused(soak), already }),
      /\nrefused by soak: Pulumi\.production\.yaml has it already, and it is not to be deployed\n/,
    );
    const forced: PromoteOutcome = { ...outcome, already, reason: "outage" };
    const record = "what is passed by force is recorded with:\n  npx slipway promote staging production --force";
    assert.ok(text(forced).includes(`\n${record} --reason "outage" --yes\n${left}`));
    assert.ok(!text({ ...forced, written: "records" }).includes(record));
  });

  it("is the body of a pull request, in a block that no commit's title can end, with the way back", () => {
    const [range = assert.fail()] = outcome.effects?.commits ?? [];
    const commits = [{ ...range, commits: [{ sha: commit("b"), title: "```\n[x](http://evil.example)" }] }];
    const effects = { ...(outcome.effects ?? assert.fail()), commits };
    const lines = pullRequestBody({ ...outcome, effects }).split("\n");
    assert.equal(lines[0], "````text");
    assert.deepEqual(lines.slice(-4), [
      "````",
      "",
      "To go back once it is deployed: `npx slipway rollback production`",
      "",
    ]);
    assert.doesNotMatch(lines.join("\n"), /--yes/);
  });
});
