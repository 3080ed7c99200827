import { gitOrFail } from "../../git/git.ts";
import { openRepository } from "../../git/repository.ts";
import { ciPromotion } from "../../promotion/ci/ci.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { ciPromotionText } from "../texts/ci-promotion.ts";
import type { CiPromotionFlags } from "../verbs/ci.ts";
import { addSummary } from "./github-job.ts";

/** `slipway ci promotion`: judges the stack files of this folder, prints, and returns the exit code. */
export async function runCiPromotion({ base, sandbox, json }: CiPromotionFlags): Promise<number> {
  const here = process.cwd();
  const repository = await openRepository(here);
  const folder = await gitOrFail(here, "rev-parse", "--show-prefix");
  const branch = process.env.GITHUB_BASE_REF;
  const wanted = {
    ...(base !== undefined && { asked: base }),
    ...(branch && { branch }),
    ...(sandbox && { isSandbox: true }),
  };
  const result = await during("judging the stack files", ({ note }) =>
    ciPromotion(repository, folder, wanted, async (stack) =>
      stageHistory(await openStage(stack, { ...(sandbox && { sandbox }) }, note)),
    ),
  );
  const text = ciPromotionText(result);
  if (result.isUnknown || result.isRefused) {
    addSummary(`\`\`\`text\n${text}\`\`\``);
  }
  print(result, text, { json });
  if (result.isUnknown) {
    return exitCodes.failed;
  }
  return result.isRefused ? exitCodes.refused : exitCodes.done;
}
