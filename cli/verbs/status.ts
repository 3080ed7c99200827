import type { Command } from "commander";

/** Options of `slipway status`. */
export interface StatusFlags {
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway status` */
export default function status(program: Command): void {
  program
    .command("status")
    .summary("all stacks side by side: declared, deployed, running, verified")
    .description(
      "Shows for every stack of this folder what its file declares, what was deployed last and of whose commit, what really runs, its health, the alarms that ring, its verification, its hold, what it costs and where it is. What cannot be read is said, and the rest is shown. Exit code: 0, also where something is wrong with a stack; 1 there is none.",
    )
    .option("--sandbox", "the stacks in the sandbox")
    .option("--json", "the result as JSON on standard output")
    .action(async (flags: StatusFlags) => {
      const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
      leaveOutNeverUsed();
      const { runStatus } = await import("../actions/status.ts");
      process.exitCode = await runStatus(flags);
    });
}
