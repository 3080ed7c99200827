import type { Command } from "commander";

interface PlanOptions {
  readonly json?: true;
  readonly diff?: readonly string[];
}

/** `slipway plan [stack]` and `slipway plan --diff A B` */
export default function plan(program: Command): void {
  program
    .command("plan")
    .summary("what a stack would have, offline: no engine, no account, no token")
    .usage("[stack] [--json]\n       slipway plan --diff <A> <B> [--json]")
    .description(
      "Shows everything that a stack declares. It runs the program in this process, so it needs no engine, no account and no token, and calls nothing. With --diff it compares the resources of two stacks; slipway diff compares their configuration.",
    )
    .argument("[stack]", "a stack, or the path of a stack file (default: staging)")
    .option("--json", "every resource with all its options")
    .option("--diff <stacks...>", "what is different between two stacks, or two stack files")
    .action(async (stack: string | undefined, options: PlanOptions, command: Command) => {
      const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
      leaveOutNeverUsed();
      const { runPlan, runPlanDiff } = await import("../actions/plan.ts");
      if (options.diff) {
        const [from, to] = pair(stack, options.diff, command);
        await runPlanDiff(from, to, options);
      } else {
        await runPlan(stack, options);
      }
    });
}

/** The two stacks to compare. */
function pair(stack: string | undefined, given: readonly string[], command: Command): [string, string] {
  const [from, to, ...more] = given;
  if (stack !== undefined || from === undefined || to === undefined || more.length) {
    return command.error("plan --diff compares two stacks: slipway plan --diff staging production");
  }
  return [from, to];
}
