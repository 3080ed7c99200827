import type { Command } from "commander";
import { examples } from "../help.ts";
import { allStacksArgument, jsonOption, sandboxOption } from "../options.ts";

/** Options of `slipway drift`. */
export interface DriftFlags {
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway drift [stack]` */
export default function drift(program: Command): void {
  examples(
    program
      .command("drift")
      .summary("whether GitHub and the roles are as the stacks declare")
      .description(
        "Compares what GitHub and AWS really have with what the stacks declare, above all where a refresh of Pulumi is blind: reviewers that were removed, who passes a ruleset by, protection rules set by hand, names and ages of secrets, who may assume the roles of the jobs. It only reads. Reading GitHub takes GITHUB_TOKEN, else GH_TOKEN, else the token of gh. Exit code: 0 all is the same, 1 something could not be read, 3 something differs.",
      )
      .addArgument(allStacksArgument())
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string | undefined, flags: DriftFlags) => {
        const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
        leaveOutNeverUsed();
        const { runDrift } = await import("../actions/drift.ts");
        process.exitCode = await runDrift(stack, flags);
      }),
    ["drift", "all stacks of this folder"],
    ["drift production", "one alone"],
    ["drift staging --sandbox", "GitHub and AWS as the embedded sandbox has them"],
  );
}
