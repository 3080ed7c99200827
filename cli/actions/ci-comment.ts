import { openGitHub } from "../../cloud/github.ts";
import { readReports } from "../../delivery/report.ts";
import { messageOf } from "../../lib/message-of.ts";
import { UserError } from "../../lib/user-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { note } from "../progress.ts";
import { commentMarker, commentText, reportsMarkdown } from "../texts/ci-comment.ts";
import type { CiCommentFlags } from "../verbs/ci-delivery.ts";
import { addSummary, pullRequestOfJob, runUrl } from "./github-job.ts";

/** `slipway ci comment`: one comment of all reports, and all of them in the summary. */
export async function runCiComment({ from, json }: CiCommentFlags): Promise<number> {
  const reports = readReports(from);
  if (reports.length === 0) {
    throw new UserError(`${from} has no report: run npx slipway ci plan <stack> --out ${from} first`);
  }
  addSummary(reportsMarkdown(reports));
  const at = pullRequestOfJob();
  const result = at
    ? await written({ ...at, marker: commentMarker, body: commentText(reports, runUrl()) })
    : { why: "this is for no pull request, so nothing is written but the summary of a job" };
  const says = "url" in result ? `${result.isNew ? "written" : "brought up to date"}: ${result.url}` : result.why;
  if (at) {
    print(result, `${says}\n`, { json });
  } else {
    const body = commentText(reports, runUrl());
    print({ ...result, body }, `${body}\n`, { json });
    note(says);
  }
  return exitCodes.done;
}

/** A token that may not write, as in a fork, is no mistake: the summary has everything. */
async function written(wanted: Parameters<ReturnType<typeof openGitHub>["comment"]>[0]) {
  try {
    return await openGitHub().comment(wanted);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { why: `no comment, only the summary: ${messageOf(error)}` };
  }
}
