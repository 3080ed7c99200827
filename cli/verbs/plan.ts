import type { Command } from "commander";

interface PlanOptions {
  readonly json?: true;
  readonly diff?: string;
}

/** `slipway plan [stack]` */
export default function plan(program: Command): void {
  program
    .command("plan")
    .summary("what a stack would have, offline: no engine, no account, no token")
    .description(
      "Shows everything that a stack declares. It runs the program in this process, so it needs no engine, no account and no token, and calls nothing.",
    )
    .argument("[stack]", "a stack, or the path of a stack file", "staging")
    .option("--json", "every resource with all its options")
    .option("--diff <other>", "what is different in another stack, or in another stack file")
    .action(async (stack: string, options: PlanOptions) => {
      const { leaveOutClosureSerialiser } = await import("../../plan/lean-sdk.ts");
      leaveOutClosureSerialiser();
      const { planStack } = await import("../../plan/plan-stack.ts");
      const planned = await planStack(stack);
      const { planText, planDiffText } = await import("../plan-text.ts");
      if (options.diff !== undefined) {
        const { diffPlans } = await import("../../plan/diff.ts");
        const diff = diffPlans(planned, await planStack(options.diff));
        process.stdout.write(options.json ? `${JSON.stringify(diff, null, 2)}\n` : planDiffText(diff));
      } else {
        process.stdout.write(options.json ? `${JSON.stringify(planned, null, 2)}\n` : planText(planned));
      }
    });
}
