import { withEngine } from "../../delivery/engine.ts";
import { preview } from "../../delivery/preview.ts";
import { writeReport } from "../../delivery/report.ts";
import { isRefused } from "../../policy/judge.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { note } from "../progress.ts";
import { reportText } from "../texts/ci-report.ts";
import { reportMarkdown } from "../texts/ci-report-markdown.ts";
import type { CiPlanFlags } from "../verbs/ci-delivery.ts";
import { addSummary, baseBranchOfJob } from "./github-job.ts";
import { stagesBeside } from "./stages-beside.ts";

/** `slipway ci plan`: previews, writes the report, prints, and returns the exit code. */
export async function runCiPlan(argument: string, flags: CiPlanFlags): Promise<number> {
  const { out, base, offline, forApproval, sandbox, json } = flags;
  const ofSandbox = { ...(sandbox && { sandbox }) };
  const stage = await openStage(argument, offline ? {} : ofSandbox, note);
  const branch = baseBranchOfJob();
  const options = {
    ...(base !== undefined && { asked: base }),
    ...(branch !== undefined && { branch }),
    ...(offline && { offline }),
    ...(forApproval && { forApproval }),
    say: note,
  };
  const report = await preview(stage, options, {
    historyOf: stagesBeside(stage.located.file, ofSandbox, note).historyOf,
    withEngine: (work) => withEngine(stage.located, "ci plan", { ...ofSandbox, say: note }, work),
  });
  const file = writeReport(out, report);
  note(`written to ${file}`);
  addSummary(reportMarkdown(report));
  print(report, reportText(report), { json });
  if (report.errors.length > 0) {
    return exitCodes.failed;
  }
  const isAgainstRules = report.policy?.findings.some(isRefused) ?? false;
  return isAgainstRules || (forApproval && report.refusals.length > 0) ? exitCodes.refused : exitCodes.done;
}
