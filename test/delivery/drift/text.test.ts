import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodeOf } from "../../../cli/actions/drift.ts";
import { driftIssueText, driftReportText } from "../../../cli/texts/ci-drift.ts";
import { driftText } from "../../../cli/texts/drift.ts";
import type { Finding } from "../../../delivery/drift/finding.ts";
import {
  type DriftReport,
  readDriftReports,
  verdictOf,
  withMissing,
  writeDriftReport,
} from "../../../delivery/drift/report.ts";

const about = "environment production of acme/harbour";
const reviewers: Finding = {
  is: "differs",
  about,
  says: "reviewers are nobody, declared are team platform",
  mend: "hand",
};
const policy: Finding = { is: "differs", about, says: "the branch main may not deploy, which is declared", mend: "up" };
const unread: Finding = { is: "unknown", about: "role harbour-production-deploy", says: "there are no credentials" };
const old: Finding = { is: "told", about, says: "the secret TOKEN is 400 days old: make a new one" };

const commit = "a".repeat(40);
const clean: DriftReport = { stack: "staging", commit, findings: [], engine: { changes: [], errors: [] } };
const drifted: DriftReport = {
  stack: "production",
  commit,
  findings: [old, reviewers],
  engine: { changes: [{ op: "update", path: "api/api-service", properties: ["desiredCount"] }], errors: [] },
};

describe("the text of drift", () => {
  it("says what differs first, and what to do where Pulumi does not see it", () => {
    assert.equal(
      driftText([
        { stack: "staging", is: "same", findings: [] },
        { stack: "production", is: "differs", findings: [old, unread, policy, reviewers] },
      ]),
      `staging: as declared, on GitHub and in who takes its roles

production: 2 things differ, 1 thing could not be read
  ✗ environment production of acme/harbour: the branch main may not deploy, which is declared
  ✗ environment production of acme/harbour: reviewers are nobody, declared are team platform
  ? role harbour-production-deploy: there are no credentials
  · environment production of acme/harbour: the secret TOKEN is 400 days old: make a new one
  Pulumi does not see all of this: put it right by hand, on GitHub under Settings, or declare what
    is meant.
  A person with administrative rights: pulumi up --refresh --stack production
`,
    );
  });

  it("says once what could not be read for one reason: without a token that is everything", () => {
    const says = "GitHub wants a token, and there is none";
    const one = { is: "unknown", about: "environment staging of acme/harbour", says } as const;
    const findings: readonly Finding[] = [
      one,
      unread,
      { ...one, about: "environment staging-rollback of acme/harbour" },
    ];
    assert.equal(
      driftText([{ stack: "staging", is: "unknown", findings }]),
      `staging: 3 things could not be read
  ? environment staging of acme/harbour, environment staging-rollback of acme/harbour: GitHub wants
    a token, and there is none
  ? role harbour-production-deploy: there are no credentials
`,
    );
  });

  it("ends with the code of what is worst: what differs is certain, what was not read is not", () => {
    assert.equal(exitCodeOf([{ is: "same" }, { is: "unknown" }, { is: "differs" }]), 3);
    assert.equal(exitCodeOf([{ is: "same" }, { is: "unknown" }]), 1);
    assert.equal(exitCodeOf([{ is: "same" }]), 0);
  });
});

describe("the nightly report of drift", () => {
  it("becomes one issue of all stacks that are not as declared, which mentions nobody by accident", () => {
    const mention = { ...reviewers, says: "somebody like @ines-acme wrote <b> in #12" };
    assert.deepEqual(driftIssueText([clean, { ...drifted, findings: [mention] }], "https://github.com/run/1"), {
      title: "Not as declared: production",
      body: `### production: not as declared

- ✗ environment production of acme/harbour: somebody like @\u200bines-acme wrote <\u200bb> in #\u200b12
- ✗ pulumi up would update api/api-service (desiredCount)

Pulumi does not see all of this: put it right by hand, on GitHub under Settings, or declare what is meant.

Compared with what commit aaaaaaaaaaaa declares; a change that was merged and waits for its deployment shows here too. The issue is brought up to date every night, and closes itself. [The run](https://github.com/run/1).`,
    });
  });

  it("is no issue where all is as declared, also with something that is only told", () => {
    assert.equal(driftIssueText([clean, { ...clean, stack: "production", findings: [old] }], undefined), undefined);
  });

  it("stays within what GitHub takes, however much has changed", () => {
    const changes = Array.from({ length: 900 }, (_, at) => ({
      op: "update",
      path: `api/${at}/${"x".repeat(200)}`,
      properties: [],
    }));
    const text = driftIssueText([{ ...drifted, engine: { changes, errors: [] } }], undefined);
    assert.ok((text?.body.length ?? 0) < 65_536);
    assert.match(text?.body ?? "", /- and 842 more\n/);
  });

  it("stays within it also where an error of the engine is a page, and there are many", () => {
    const errors = Array.from({ length: 80 }, () => "@".repeat(5000));
    const report = { ...clean, engine: { changes: [], errors } };
    const text = driftIssueText(
      ["staging", "production", "load", "demo"].map((stack) => ({ ...report, stack })),
      undefined,
    );
    assert.ok((text?.body.length ?? 0) < 65_536, String(text?.body.length));
    assert.match(text?.body ?? "", /…\n- and \d+ more\n/);
  });

  it("tells a stack that could not be looked at from one that is as declared", () => {
    const failed = { ...clean, engine: { changes: [], errors: ["api-role: AccessDenied"] } };
    assert.equal(verdictOf(failed), "unknown");
    assert.equal(
      driftReportText([failed, clean]),
      `staging: could not be read
  ? pulumi preview: api-role: AccessDenied
staging: as declared
`,
    );
  });

  describe("in a folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-drift-report-"));
    after(() => rmSync(folder, { recursive: true }));

    it("is handed from job to job, each in a folder of its own", () => {
      writeDriftReport(join(folder, "one"), drifted);
      writeDriftReport(join(folder, "two"), clean);
      assert.deepEqual(readDriftReports(folder), [drifted, clean]);
    });

    it("is missed where a job left none, so that the other stacks do not close the issue", () => {
      const [, missing] = withMissing([clean], ["staging", "production"], commit);
      assert.equal(missing && verdictOf(missing), "unknown");
      assert.equal(withMissing([clean, drifted], ["staging", "production"], commit).length, 2);
    });

    it("is missed of every stack where no job came so far: that too is told in the issue", () => {
      const reports = withMissing(readDriftReports(join(folder, "none")), ["staging"], commit);
      assert.deepEqual(driftIssueText(reports, undefined)?.title, "Not as declared: staging");
      assert.match(driftIssueText(reports, undefined)?.body ?? "", /it left no report: see why in the run/);
    });
  });
});
