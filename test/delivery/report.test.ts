import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readReports, reportOf, writeReport } from "../../delivery/report.ts";
import { changes, report } from "./reports.ts";

describe("a report", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-report-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is read as it was written, also from the folder of its own that an artifact is unpacked into", () => {
    const found = { rule: "disk-encrypted", path: "store/disk", says: "it is not", wayOut: "Set encrypted: true." };
    const findings = [
      { ...found, enforcement: "mandatory" as const, isNew: true as const },
      { ...found, enforcement: "advisory" as const, because: "everybody may read it" },
    ];
    const written = report({ changes: [...changes], policy: { rules: 2, findings } });
    writeReport(join(folder, "plan-production"), written);
    writeReport(join(folder, "plan-staging"), report({ stack: "staging" }));
    assert.deepEqual(readReports(folder), [written, report({ stack: "staging" })]);
    assert.deepEqual(reportOf(folder, "production"), written);
  });

  it("that is missing, or is something else, is refused with what makes one", () => {
    assert.throws(() => reportOf(folder, "staging"), /has no staging\.json: run npx slipway ci plan staging --out/);
    assert.throws(() => readReports(join(folder, "none")), /none cannot be read .*: ci plan writes/);
    mkdirSync(join(folder, "a"));
    writeFileSync(join(folder, "a", "staging.json"), '{"format": 2}');
    assert.throws(() => readReports(folder), /staging\.json is no report of ci plan \(format: .*make it anew/);
  });
});
