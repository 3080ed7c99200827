import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway verify`. */
export interface VerifyFlags {
  readonly pr?: true;
  readonly leaveRollback?: true;
  readonly dryRun?: true;
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway verify <stack>` */
export default function verify(program: Command): void {
  examples(
    program
      .command("verify")
      .summary("whether what was deployed last is good; writes it down")
      .description(
        "Looks at what was deployed last in a stack: whether its services are steady and run the digests that were declared, whether their targets are healthy and the alarms quiet, and what app.checks asks for. Writes verified or failed into the records; can be run as often as one likes. In GitHub Actions the outputs of the step are verdict, and rollback: whether environment.promotion.rollbackOnFailure wants it taken back. Exit code: 0 verified, 1 nobody can tell, 2 a check failed, or what is deployed is not one whole commit: the last update failed or was cut off, or had changes in no commit.",
      )
      .addArgument(stackArgument())
      .option("--pr", "what follows by itself (promotion.auto, promotion.rollbackOnFailure) opens as a pull request")
      .option(
        "--leave-rollback",
        "leaves promotion.rollbackOnFailure to the workflow that goes back at once, and says so: output rollback",
      )
      .option("--dry-run", "says what it finds, and writes nothing")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string, flags: VerifyFlags) => {
        const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
        leaveOutNeverUsed();
        const { runVerify } = await import("../actions/verify.ts");
        process.exitCode = await runVerify(stack, flags);
      }),
    ["verify staging", "only what was verified can be promoted"],
    ["verify production --dry-run", "looks, and writes nothing"],
    ["verify staging --sandbox", "the stack in the embedded sandbox"],
  );
}
