import type { Command } from "commander";

/** `slipway recover [stack]` */
export default function recover(program: Command): void {
  program
    .command("recover")
    .summary("puts a stack in order after a run was killed")
    .description(
      "Drops locks whose process no longer runs on this machine, and puts what was made but never written down into the state. It is of the sandbox, unless --aws is given.",
    )
    .argument("[stack]", "a stack, or the path of a stack file")
    .option("--aws", "the stack on AWS, in the backend that pulumi is logged in to, instead of the sandbox's")
    .option("--json", "the result as JSON on standard output")
    .action(async (stack: string | undefined, flags: { readonly aws?: true; readonly json?: true }) => {
      const { runRecover } = await import("../actions/recover.ts");
      process.exitCode = await runRecover(stack, flags);
    });
}
