import { basename, dirname, join } from "node:path";
import { openGitHub } from "../../cloud/github.ts";
import { stacksIn } from "../../config/stacks-in.ts";
import { type AutoPromotion, type AutoStage, autoPromotions } from "../../delivery/auto-promote.ts";
import { UserError } from "../../lib/user-error.ts";
import { promotionIn } from "../../promotion/downstream.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { locateUnchecked } from "../../sandbox/run/locate.ts";
import { argumentFor } from "../../sandbox/run/workspace.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { autoPromotionsText } from "../texts/auto-promote.ts";
import { pullRequestBody } from "../texts/promote.ts";
import type { CiPromoteFlags } from "../verbs/ci-promote.ts";
import { addSummary } from "./github-job.ts";

/** `slipway ci promote`: opens what promotes itself and may now, or what is asked for; prints, returns the exit code. */
export async function runCiPromote(
  argument: string | undefined,
  { json }: CiPromoteFlags,
  now = new Date(),
): Promise<number> {
  const stages = argument === undefined ? stagesIn(process.cwd()) : [askedFor(argument)];
  const promotions = await during("looking at what may be promoted", ({ note }) =>
    autoPromotions(stages, {
      now,
      github: openGitHub(),
      open: (stack) => openStage(stack, {}, note),
      body: pullRequestBody,
    }),
  );
  const text = autoPromotionsText(promotions);
  addSummary(`\`\`\`text\n${text}\`\`\``);
  print(promotions, text, { json });
  return exitCodeOf(promotions, argument !== undefined);
}

/** A schedule looks again by itself; a person who asked for it has to hear that nothing was opened. */
export function exitCodeOf(promotions: readonly Pick<AutoPromotion, "is">[], isAsked: boolean): number {
  const isAny = (is: AutoPromotion["is"]) => promotions.some((one) => one.is === is);
  if (isAny("unknown")) {
    return exitCodes.failed;
  }
  return isAny("refused") || (isAsked && isAny("waits")) ? exitCodes.refused : exitCodes.done;
}

/** Stages of a folder that take what another one verified, by themselves. */
function stagesIn(folder: string): readonly AutoStage[] {
  return stacksIn(folder).flatMap((stack) => {
    const { from, auto } = promotionIn(join(folder, `Pulumi.${stack}.yaml`));
    return auto && from !== undefined ? [{ stack, from }] : [];
  });
}

/** The one that a person names. */
function askedFor(argument: string): AutoStage {
  const { stack, file } = locateUnchecked(argument);
  const { from, auto } = promotionIn(file);
  if (from === undefined) {
    throw new UserError(
      `nothing is promoted to ${stack}: environment.promotion.from in ${basename(file)} names the stack that it takes from`,
    );
  }
  return {
    stack: argument,
    from: argumentFor({ stack: from, file: join(dirname(file), `Pulumi.${from}.yaml`) }),
    isAsked: { auto },
  };
}
