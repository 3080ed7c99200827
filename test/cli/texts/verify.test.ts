import assert from "node:assert/strict";
import type { VerifyResult } from "../../../cli/actions/verify.ts";
import { verifyText } from "../../../cli/texts/verify.ts";
import { assertExpectedText } from "../../support/expected-text.ts";

const passing: VerifyResult = {
  stack: "staging",
  isSandbox: false,
  deployment: {
    update: 12,
    at: "2026-11-21T17:02:11.000Z",
    commit: "0123456789abcdef0123456789abcdef01234567",
    commitBy: "Ann <ann@acme.example>",
    id: "50b2820bc39ca761826dd6629add70cab5d32cdda7b92cd25b509b648ffb0e2c",
    version: "1.4.2",
  },
  checks: [
    { name: "deployed", passed: true, says: "update 12 of commit 0123456789ab, nothing is pending" },
    { name: "steady", passed: true, says: "api 2 tasks, web 2 tasks, worker stopped" },
    { name: "running", passed: true, says: "api, web as declared; worker is stopped" },
    { name: "targets", passed: true, says: "none is unhealthy" },
    { name: "alarms", passed: true, says: "none of 42 rings" },
    {
      name: "webhook",
      passed: true,
      says: "POST https://staging.harbour.example.com/webhooks/github: 401 in 0.05 s, certificate for 300 days",
    },
  ],
  verdict: "verified",
  hasWayBack: true,
  notes: ["Pulumi.staging.yaml is ahead of what was deployed and looked at"],
  isDryRun: false,
  wantsRollback: false,
  wrote: ["deployed", "verified"],
  followUps: [
    {
      says: "production: it may be promoted from 2026-11-21T18:03:00.000Z (soak of 60 minutes)",
      command: "npx slipway promote staging production",
    },
  ],
};

const failing: VerifyResult = {
  ...passing,
  stack: "production",
  checks: [
    { name: "deployed", passed: true, says: "update 12 of commit 0123456789ab, nothing is pending" },
    {
      name: "steady",
      passed: false,
      says: "api: its deployment 4711 was taken back by ECS (Service deployment rolled back because the circuit breaker threshold was exceeded.)",
    },
    { name: "running", passed: false, says: "api: runs sha256:307ce30a406e…, declared is sha256:50b2820bc39c…" },
    { name: "alarms", passed: false, says: "not allowed to call DescribeAlarms", couldNotLook: true },
    {
      name: "schema",
      passed: false,
      says: "alembic check did not end well: task 0a1b stopped: EssentialContainerExited\nexit code 1\nlast log lines in /slipway/harbour-production/api:\n  FAILED: New upgrade operations detected",
    },
  ],
  verdict: "failed",
  notes: [],
  wrote: ["failed"],
  followUps: [{ says: "to go back to what was verified before", command: "npx slipway rollback production" }],
};

describe("verifyText", () => {
  it("reads as test/expected/texts/verify.txt says: a line a check, the verdict, what comes next", () => {
    assertExpectedText("verify", `${verifyText(passing)}\n${"-".repeat(20)}\n\n${verifyText(failing)}`);
  });

  it("says that nothing was written, and why not", () => {
    const last = (own: Partial<VerifyResult>) =>
      verifyText({ ...passing, notes: [], followUps: [], ...own })
        .trimEnd()
        .split("\n")
        .at(-1);
    assert.equal(last({ isDryRun: true, wrote: [] }), "verified; nothing was written, as --dry-run asks");
    const before = { at: "2026-11-21T17:12:40.000Z", by: "Ann" };
    assert.equal(last({ wrote: [], before }), "verified, as Ann wrote down at 2026-11-21 17:12 UTC");
    const notWritten = "the branch is protected";
    assert.equal(last({ wrote: [], notWritten }), `verified, but not written down: ${notWritten}`);
    assert.match(last({ verdict: "unknown", wrote: [] }) ?? "", /^nobody can tell: .* nothing was written$/);
    assert.match(last({ verdict: "unsettled", wrote: [] }) ?? "", /^nothing to verify: .* nothing was written$/);
  });
});
