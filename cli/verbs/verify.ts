import type { Command } from "commander";

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
  program
    .command("verify")
    .summary("whether what was deployed last is good, and writes it down")
    .description(
      "Looks at what was deployed last in a stack: whether its services are steady and run the digests that were declared, whether their targets are healthy and the alarms quiet, and what app.checks asks for. Writes verified or failed into the records; can be run as often as one likes. In GitHub Actions the outputs of the step are verdict, and rollback: whether environment.promotion.rollbackOnFailure wants it taken back. Exit code: 0 verified, 1 nobody can tell, 2 a check failed, or what is deployed is not one whole commit: the last update failed or was cut off, or had changes in no commit.",
    )
    .argument("<stack>", "a stack, or the path of a stack file")
    .option("--pr", "what follows by itself (promotion.auto, promotion.rollbackOnFailure) opens as a pull request")
    .option(
      "--leave-rollback",
      "leaves promotion.rollbackOnFailure to the workflow that goes back at once, and says so: output rollback",
    )
    .option("--dry-run", "says what it finds, and writes nothing")
    .option("--sandbox", "the stack in the sandbox")
    .option("--json", "the result as JSON on standard output")
    .action(async (stack: string, flags: VerifyFlags) => {
      const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
      leaveOutNeverUsed();
      const { runVerify } = await import("../actions/verify.ts");
      process.exitCode = await runVerify(stack, flags);
    });
}
