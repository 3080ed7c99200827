import { join } from "node:path";
import { openGitHub } from "../../cloud/github.ts";
import { stacksIn } from "../../config/stacks-in.ts";
import { type AutoPromotion, autoPromotions } from "../../delivery/auto-promote.ts";
import { promotionIn } from "../../promotion/downstream.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { exitCodes } from "../exit-codes.ts";
import { autoPromotionsText } from "../texts/auto-promote.ts";
import { pullRequestBody } from "../texts/promote.ts";
import type { CiPromoteFlags } from "../verbs/ci-promote.ts";
import { addSummary } from "./github-job.ts";

/** `slipway ci promote`: opens what promotes itself and may now, prints, and returns the exit code. */
export async function runCiPromote({ json }: CiPromoteFlags, now = new Date()): Promise<number> {
  const say = (sentence: string) => process.stderr.write(`  ${sentence}\n`);
  const promotions = await autoPromotions(stagesIn(process.cwd()), {
    now,
    github: openGitHub(),
    open: (stack) => openStage(stack, {}, say),
    body: pullRequestBody,
  });
  const text = autoPromotionsText(promotions);
  addSummary(`\`\`\`text\n${text}\`\`\``);
  process.stdout.write(json ? `${JSON.stringify(promotions, null, 2)}\n` : text);
  const isAny = (is: AutoPromotion["is"]) => promotions.some((one) => one.is === is);
  if (isAny("unknown")) {
    return exitCodes.failed;
  }
  return isAny("refused") ? exitCodes.refused : exitCodes.done;
}

/** Stages of a folder that take what another one verified, by themselves. */
function stagesIn(folder: string) {
  return stacksIn(folder).flatMap((stack) => {
    const { from, auto } = promotionIn(join(folder, `Pulumi.${stack}.yaml`));
    return auto && from !== undefined ? [{ stack, from }] : [];
  });
}
