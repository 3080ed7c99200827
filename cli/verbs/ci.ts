import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption } from "../options.ts";
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
  const checks = program
    .command("ci")
    .summary("what the jobs of the workflows run")
    .description("What the jobs of the workflows run, and people hardly ever.")
    .usage("<verb> [options]")
    .helpCommand("help [verb]", "what a verb does and takes");
  examples(
    checks
      .command("promotion")
      .summary("whether a change brings only what was verified")
      .description(
        "Compares the stack files at HEAD with those where the change began. Where slipway:app or slipway:release of a stack with environment.promotion.from changes, both must have been verified in the stack that it takes from, or be what rollback wrote. Where neither changes, Pulumi is not asked, so it passes in a fork too. Exit code: 0 it may be merged, 1 nobody can tell, 2 it may not.",
      )
      .option(
        "--base <ref>",
        "commit or branch to compare with (default: origin/$GITHUB_BASE_REF, or the default branch)",
      )
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (flags: CiPromotionFlags) => {
        const { runCiPromotion } = await import("../actions/ci-promotion.ts");
        process.exitCode = await runCiPromotion(flags);
      }),
    ["ci promotion", "on pull_request: against where the change began"],
    ["ci promotion --base origin/main", "against a branch"],
  );
  ciDelivery(checks);
  ciDrift(checks);
  ciNotify(checks);
  ciPromote(checks);
  ciStarter(checks);
}
