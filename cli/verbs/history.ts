import type { Command } from "commander";

/** Options of `slipway history`. */
export interface HistoryFlags {
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway history <stack>` */
export default function history(program: Command): void {
  program
    .command("history")
    .summary("what was deployed to a stack, verified, rejected, rolled back")
    .description(
      "One line for each update that ended well, as Pulumi's own history has it, with what the records on the branch slipway-releases say of it. Records that Pulumi's history does not confirm are named, and not believed.",
    )
    .argument("<stack>", "a stack, or the path of a stack file")
    .option("--sandbox", "the stack in the sandbox, instead of in the backend that pulumi is logged in to")
    .option("--json", "the result as JSON on standard output")
    .action(async (stack: string, flags: HistoryFlags) => {
      const { runHistory } = await import("../actions/history.ts");
      process.exitCode = await runHistory(stack, flags);
    });
}
