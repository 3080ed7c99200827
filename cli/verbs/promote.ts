import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption } from "../options.ts";

/** Options of `slipway promote`. */
export interface PromoteFlags {
  readonly yes?: true;
  readonly pr?: true;
  readonly autoMerge?: true;
  readonly force?: true;
  readonly reason?: string;
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway promote <from> <to>` */
export default function promote(program: Command): void {
  examples(
    program
      .command("promote")
      .summary("moves what was verified in one stack to the next one")
      .description(
        "Shows what would move from one stack to another: the app and the release that were last verified there, what they would do to the target, and the gates with their verdicts. Nothing is written without --yes or --pr, and nothing that belongs to the place ever moves. Exit code: 0 done or nothing to do, 1 nobody can tell, 2 a gate refuses it.",
      )
      .argument("<from>", "the stack that it was verified in, or the path of its stack file")
      .argument("<to>", "the stack that it goes to, whose environment.promotion.from names the first one")
      .option("--yes", "write the target's stack file")
      .option("--pr", "open a pull request with it, or bring the open one up to date")
      .option("--auto-merge", "with --pr: GitHub merges it by itself once it has all that its branch needs")
      .option("--force", "pass the gates that may be passed, which is recorded; needs --reason")
      .option("--reason <text>", "why, for the records")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (from: string, to: string, flags: PromoteFlags) => {
        const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
        leaveOutNeverUsed();
        const { runPromote } = await import("../actions/promote.ts");
        process.exitCode = await runPromote(from, to, flags);
      }),
    ["promote staging production", "what would move, and whether it may"],
    ["promote staging production --pr", "asks people to look at it"],
    ["promote staging production --yes", "writes the file; pulumi up deploys it"],
  );
}
