import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway rollback`. */
export interface RollbackFlags {
  readonly to?: string;
  readonly cancelRunning?: true;
  readonly yes?: true;
  readonly now?: true;
  readonly pr?: true;
  readonly force?: true;
  readonly reason?: string;
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway rollback <stack>` */
export default function rollback(program: Command): void {
  examples(
    program
      .command("rollback")
      .summary("goes back to the last release that was verified")
      .description(
        "Shows what going back would do: the app and the release of the last verified deployment come back as one unit; data stores and secrets that the newer app added stay declared, and no migration runs. With --yes, --now or --pr it writes that, marks what it leaves as rejected and holds the stack. Exit code: 0 done, 1 nobody can tell or --now stopped midway, 2 a gate refuses it.",
      )
      .addArgument(stackArgument())
      .option(
        "--to <id>",
        "go back to this one, which must have been verified in this stack; its first digits are enough",
      )
      .option("--cancel-running", "cancel an update that is running, instead of waiting for its end")
      .option("--yes", "write the stack file")
      .option(
        "--now",
        "deploy it at once, with the program that is deployed, from a branch of its own; with --pr its pull request opens afterwards",
      )
      .option("--pr", "open a pull request with it, or bring the open one up to date")
      .option("--force", "pass the gates that may be passed; needs --reason")
      .option("--reason <text>", "why, for the records")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string, flags: RollbackFlags) => {
        const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
        leaveOutNeverUsed();
        const { runRollback } = await import("../actions/rollback.ts");
        process.exitCode = await runRollback(stack, flags);
      }),
    ["rollback production", "what going back would do"],
    ["rollback production --now --pr", "deploys it at once, the pull request follows"],
    ["rollback production --to 3f9c --yes", "writes the file with an earlier one"],
  );
}
