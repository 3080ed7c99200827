import type { Command } from "commander";
import ciDelivery from "./ci-delivery.ts";
import ciDrift from "./ci-drift.ts";
import ciNotify from "./ci-notify.ts";
import ciPromote from "./ci-promote.ts";
import ciStarter from "./ci-starter.ts";

/** Options of `slipway ci promotion`. */
export interface CiPromotionFlags {
  readonly base?: string;
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway ci promotion` */
export default function ci(program: Command): void {
  const checks = program.command("ci").summary("what the jobs of the workflows run");
  checks
    .command("promotion")
    .summary("whether a change of stack files brings only what was verified")
    .description(
      "Compares the stack files at HEAD with those where the change began. Where slipway:app or slipway:release of a stack with environment.promotion.from changes, both must have been verified in the stack that it takes from, or be what rollback wrote. Where neither changes, Pulumi is not asked, so it passes in a fork too. Exit code: 0 it may be merged, 1 nobody can tell, 2 it may not.",
    )
    .option(
      "--base <ref>",
      "commit or branch to compare with (default: origin/$GITHUB_BASE_REF, or the default branch)",
    )
    .option("--sandbox", "the stacks in the sandbox, instead of those in the backend that pulumi is logged in to")
    .option("--json", "the result as JSON on standard output")
    .addHelpText("after", "\nExample, in a workflow on pull_request:\n  - run: npx slipway ci promotion")
    .action(async (flags: CiPromotionFlags) => {
      const { runCiPromotion } = await import("../actions/ci-promotion.ts");
      process.exitCode = await runCiPromotion(flags);
    });
  ciDelivery(checks);
  ciDrift(checks);
  ciNotify(checks);
  ciPromote(checks);
  ciStarter(checks);
}
