import assert from "node:assert/strict";
import { statusText } from "../../../cli/texts/status.ts";
import type { StageStatus } from "../../../promotion/status.ts";
import { assertExpectedText, tooLong } from "../../support/expected-text.ts";

const staging: StageStatus = {
  stack: "staging",
  argument: "staging",
  declared: { version: "1.4.3", pair: "1".repeat(64), isDeployed: false },
  deployed: {
    update: 12,
    at: "2026-11-21T17:02:11.000Z",
    commit: "0123456789abcdef0123456789abcdef01234567",
    commitBy: "Ann <ann@acme.example>",
    isClean: true,
    isRollback: false,
    id: "50b2820bc39ca761826dd6629add70cab5d32cdda7b92cd25b509b648ffb0e2c",
    version: "1.4.2",
  },
  verdict: { is: "verified", since: "2026-11-21T17:12:40.000Z", by: "Ann <ann@acme.example>" },
  services: [
    { name: "api", is: "same", says: "1 task as deployed" },
    { name: "web", is: "same", says: "1 task as deployed" },
    { name: "worker", is: "resting", says: "asleep" },
  ],
  health: { isWell: true, says: "steady, no target unhealthy", complaints: [] },
  alarms: { all: 42, ringing: [] },
  usd: { low: 120, expected: 149, high: 219 },
  url: "https://staging.harbour.example.com",
  problems: [],
};

const production: StageStatus = {
  ...staging,
  stack: "production",
  argument: "production",
  declared: { version: "1.4.1", pair: "2".repeat(64), isDeployed: true },
  deployed: {
    update: 11,
    at: "2026-11-19T09:12:40.000Z",
    commit: "89abcdef0123456789abcdef0123456789abcdef",
    commitBy: "deploy-production",
    isClean: true,
    isRollback: true,
    id: "307ce30a406e8a40f4ff2f45a040a15b6eb4fd3eb626a8cf34e0906fc97d64f4",
    version: "1.4.1",
  },
  verdict: { is: "failed", since: "2026-11-19T09:10:02.000Z", by: "deploy-production" },
  services: [
    { name: "api", is: "same", says: "2 tasks as deployed" },
    { name: "web", is: "differs", says: "runs sha256:153067b350b9…, declared is sha256:1424b2908738…" },
    { name: "worker", is: "unknown", says: "not allowed to call ecs:ListTasks" },
  ],
  health: {
    isWell: false,
    says: "web: its deployment 4711 was taken back by ECS (alarm detected); worker: 1 of 2 tasks",
    complaints: ["web: its deployment 4711 was taken back by ECS (alarm detected)", "worker: 1 of 2 tasks"],
  },
  alarms: {
    all: 51,
    ringing: [
      {
        name: "harbour-production-web-errors",
        since: "2026-11-19T09:08:31.000Z",
        runbook: "docs/runbooks/service-broken.md",
      },
      { name: "harbour-production-web-rollback-unhealthy-tasks" },
    ],
  },
  held: {
    since: "2026-11-19T09:10:00.000Z",
    by: "Ann <ann@acme.example>",
    reason: "after the rollback from 50b2820bc39c",
  },
  usd: { low: 900, expected: 1022, high: 1500 },
  url: "https://harbour.example.com",
  problems: [
    "production: update 12 failed at 2026-11-19T09:20:05.000Z: what runs may be of both",
    "production: a record (verified, 2026-11-20T10:00:00Z, Mallory) is not believed: Pulumi's history has no update 99",
  ],
};

const asia: StageStatus = {
  stack: "asia",
  argument: "asia",
  nothingPromotedFrom: "production",
  nothing: "Pulumi has no stack asia",
  problems: [],
};

describe("statusText", () => {
  it("reads as test/expected/texts/status.txt says: stacks side by side, two at a time, problems below", () => {
    assertExpectedText("status", statusText([staging, production, asia]));
  });

  it("cuts a word that is wider than its column, so that the next column stays where it is", () => {
    const wide = { ...production, url: `https://${"long-".repeat(20)}.example.com` };
    assert.deepEqual(tooLong(statusText([wide, staging])), []);
  });

  it("says of what could not be read that it is unknown, and not that it is well", () => {
    const unread = statusText([{ stack: "staging", argument: "staging", problems: ["staging: history: log in"] }]);
    assert.match(unread, /^declared +unknown\ndeployed +unknown\nhold +unknown$/m);
    assert.match(unread, /\n! staging: history: log in\n$/);
  });
});
