import { deploy } from "../../delivery/deploy.ts";
import { withEngine } from "../../delivery/engine.ts";
import { reportOf } from "../../delivery/report.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { note } from "../progress.ts";
import { deployText } from "../texts/ci-deploy.ts";
import type { CiDeployFlags } from "../verbs/ci-delivery.ts";
import { addSummary } from "./github-job.ts";
import { stagesBeside } from "./stages-beside.ts";

/** `slipway ci deploy`: looks, deploys, prints, and returns the exit code. */
export async function runCiDeploy(argument: string, { plan, sandbox, json }: CiDeployFlags): Promise<number> {
  const ofSandbox = { ...(sandbox && { sandbox }) };
  const stage = await openStage(argument, ofSandbox, note);
  const shown = plan === undefined ? undefined : reportOf(plan, stage.located.stack);
  const result = await deploy(stage, shown, {
    historyOf: stagesBeside(stage.located.file, ofSandbox, note).historyOf,
    withEngine: (work) => withEngine(stage.located, "ci deploy", { ...ofSandbox, say: note }, work),
  });
  const text = deployText(result);
  addSummary(`\`\`\`text\n${text}\`\`\``);
  print(result, text, { json });
  if (result.refusals.length > 0) {
    return exitCodes.refused;
  }
  return result.errors.length > 0 ? exitCodes.failed : exitCodes.done;
}
