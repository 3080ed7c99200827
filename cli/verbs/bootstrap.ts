import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, stagingArgument } from "../options.ts";

/** Options of `slipway bootstrap`. */
export interface BootstrapFlags {
  readonly yes?: true;
  readonly json?: true;
}

/** `slipway bootstrap [stack]` */
export default function bootstrap(program: Command): void {
  const command = program
    .command("bootstrap")
    .summary("what an account has once: state bucket, key, ECS role")
    .description(
      "Looks for what exists once and outlives every stack: the bucket of the state, the KMS key of the stack's secrets, the role that ECS itself works with, and repositories of ECR that images of the app are in. Shows what it would make or change; --yes does that, and a second run finds nothing to do. Roles of jobs are the stack's; how the two GitHub Apps are made is printed. The sandbox needs none of this. Exit code: 0 shown, done or nothing to do, 1 an error, 2 something is another account's or is a person's to decide.",
    )
    .addArgument(stagingArgument())
    .option("--yes", "make and change what is shown")
    .addOption(jsonOption())
    .action(async (stack: string | undefined, flags: BootstrapFlags) => {
      const { runBootstrap } = await import("../actions/bootstrap.ts");
      process.exitCode = await runBootstrap(stack, flags);
    });
  examples(
    command,
    ["bootstrap staging", "what there is, what would be made"],
    ["bootstrap staging --yes", "make and change that"],
    ["bootstrap production --yes", "the same in production's account"],
  );
}
