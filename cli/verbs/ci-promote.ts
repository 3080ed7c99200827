import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption } from "../options.ts";

/** Options of `slipway ci promote`. */
export interface CiPromoteFlags {
  readonly json?: true;
}

/** `slipway ci promote` */
export default function ciPromote(ci: Command): void {
  examples(
    ci
      .command("promote")
      .summary("opens the promotions that may open by themselves")
      .description(
        "Looks at each stack with environment.promotion.auto: where all gates let its promotion through, the pull request opens or is brought up to date, and merges by itself once it has what the branch needs. What waits for a soak, a freeze, a hold or a verification is told, and looked at the next time. With a stack it is that one alone, whether it promotes itself or not, and what people closed opens again; it merges by itself only with promotion.auto. Exit code: 0 opened, waits or there already, 1 nobody can tell, 2 a gate refuses it that somebody has to mend, or with a stack any gate.",
      )
      .argument("[stack]", "this one alone, also without environment.promotion.auto: a person asks for it")
      .addOption(jsonOption())
      .action(async (stack: string | undefined, flags: CiPromoteFlags) => {
        const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
        leaveOutNeverUsed();
        const { runCiPromote } = await import("../actions/ci-promote.ts");
        process.exitCode = await runCiPromote(stack, flags);
      }),
    ["ci promote", "on a schedule, for environment.promotion.auto"],
    ["ci promote production", "one alone, as a person asks for it"],
  );
}
