import { openGitHub } from "../../cloud/github.ts";
import { readStackOrNothing } from "../../config/read-stack.ts";
import { stacksIn } from "../../config/stacks-in.ts";
import { type DriftReport, readDriftReports, verdictOf, withMissing } from "../../delivery/drift/report.ts";
import { gitOrFail } from "../../git/git.ts";
import { print } from "../print.ts";
import { note } from "../progress.ts";
import { driftIssueText, driftReportText } from "../texts/ci-drift.ts";
import type { CiDriftIssueFlags } from "../verbs/ci-drift.ts";
import { exitCodeOf } from "./drift.ts";
import { addSummary, runUrl } from "./github-job.ts";

/** `slipway ci drift-issue`: keeps one issue, prints, and returns the exit code. */
export async function runCiDriftIssue({ from, json }: CiDriftIssueFlags): Promise<number> {
  const here = process.cwd();
  const commit = await gitOrFail(here, "rev-parse", "HEAD");
  const reports = withMissing(readDriftReports(from), stacksToReport(here), commit);
  const kept = await keepIssue(reports, process.env.GITHUB_REPOSITORY);
  print(reports, driftReportText(reports), { json });
  note(kept);
  return exitCodeOf(reports.map((report) => ({ is: verdictOf(report) })));
}

/** All but those that nothing was promoted to, which have no job yet. */
function stacksToReport(folder: string): readonly string[] {
  return stacksIn(folder).filter((stack) => !("says" in readStackOrNothing(stack, folder)));
}

async function keepIssue(reports: readonly DriftReport[], repository: string | undefined): Promise<string> {
  const run = runUrl();
  const text = driftIssueText(reports, run);
  addSummary(text ? `## ${text.title}\n\n${text.body}` : "All is as declared.");
  if (!repository) {
    return "no issue: GITHUB_REPOSITORY names no repository";
  }
  const address = { repository, label: "drift", marker: "<!-- slipway:drift -->" };
  const github = openGitHub();
  if (text) {
    const { url, isNew } = await github.issue({ ...address, ...text });
    return `${isNew ? "opened" : "brought up to date"}: ${url}`;
  }
  const comment = `All is as declared again.${run === undefined ? "" : ` [The run](${run}).`}`;
  const closed = await github.closeIssue({ ...address, comment });
  return closed ? `closed: ${closed.url}` : "no issue is open, and none is needed";
}
