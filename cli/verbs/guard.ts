import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption } from "../options.ts";

/** Options of `slipway guard`. */
export interface GuardFlags {
  readonly from?: string;
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway guard [stack]` */
export default function guard(program: Command): void {
  examples(
    program
      .command("guard")
      .summary("whether a change would replace or delete what holds data")
      .description(
        "Plans the stack as it is here and as it was at its last update (or, where Pulumi's history is not at hand, where this branch began), and refuses what would replace or delete something protected, unless environment.allowReplace names it. Exit code: 0 nothing would be lost, 1 nobody can tell, 2 something would be lost.",
      )
      .argument("[stack]", "a stack, or the path of a stack file (default: the one with the profile production)")
      .option("--from <commit>", "compare with this commit")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string | undefined, flags: GuardFlags) => {
        const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
        leaveOutNeverUsed();
        const { runGuard } = await import("../actions/guard.ts");
        process.exitCode = await runGuard(stack, flags);
      }),
    ["guard production", "against the last update"],
    ["guard production --from main", "against a branch or a commit"],
  );
}
