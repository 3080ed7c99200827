import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDriftReports } from "../../delivery/drift/report.ts";
import { releasedDigests } from "../../delivery/images/released.ts";
import { readReports, reportOf } from "../../delivery/report.ts";
import { starterOf, starters, writeStarter } from "../../delivery/starter.ts";
import { refuses } from "../support/refuses.ts";

describe("what a job was given and cannot use", () => {
  let folder = "";

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-reports-"));
  });

  after(() => rmSync(folder, { recursive: true }));

  it("is a report of another program, which has to be made anew", async () => {
    writeFileSync(join(folder, "staging.drift.json"), "{}");
    await refuses(
      () => readDriftReports(folder),
      "staging.drift.json is no report of ci drift: make it anew with the program of this commit",
    );
    rmSync(join(folder, "staging.drift.json"));
  });

  it("is a folder that no report was written into", () => {
    const none = join(folder, "none");
    return refuses(
      () => readReports(none),
      `the reports in ${none} cannot be read (ENOENT: no such file or directory, scandir '${none}'): ci plan writes them into its --out`,
    );
  });

  it("is a folder without the report of this stack", () =>
    refuses(
      () => reportOf(folder, "staging"),
      `${folder} has no staging.json: run npx slipway ci plan staging --out ${folder} first`,
    ));

  it("is a starter that is not there", () =>
    refuses(
      () => starterOf("mariaa"),
      `there is no starter "mariaa" (did you mean maria?): use one of ${starters().join(", ")}`,
    ));

  it("is a file that somebody has written already", () => {
    const file = join(folder, "checks.yml");
    writeFileSync(file, "mine");
    return refuses(
      () => writeStarter("maria", file),
      `${file} is there already, and is left as it is: name another file, or remove it first`,
    );
  });

  it("is a clone that is not whole, where nobody knows what was ever released", async () => {
    const commit = "-c user.name=a -c user.email=a@b.c commit --quiet --allow-empty --message one".split(" ");
    const origin = join(folder, "origin");
    execFileSync("git", ["init", "--quiet", origin]);
    execFileSync("git", commit, { cwd: origin });
    execFileSync("git", commit, { cwd: origin });
    const top = join(folder, "clone");
    execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${origin}`, top]);
    await refuses(
      () => releasedDigests({ top }, top),
      "this clone is not whole, so it does not know what was ever released: fetch all of it (actions/checkout with fetch-depth: 0, or git fetch --unshallow)",
    );
  });
});
