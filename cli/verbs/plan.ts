import { type Command, Option } from "commander";
import { examples } from "../help.ts";
import { jsonOption, stagingArgument } from "../options.ts";

interface PlanOptions {
  readonly json?: true;
  readonly diff?: readonly string[];
  readonly policyConfig?: true;
}

/** `slipway plan [stack]` and `slipway plan --diff A B` */
export default function plan(program: Command): void {
  examples(
    program
      .command("plan")
      .summary("everything that a stack would have, offline")
      .usage("[stack] [--json] [--policy-config]\n       npx slipway plan --diff <A> <B> [--json]")
      .description(
        "Shows everything that a stack declares. It runs the program in this process, so it needs no engine, no account and no token, and calls nothing. With --diff it compares the resources of two stacks; diff compares their configuration. Exit code: 0 shown, also where two stacks differ, 1 an error, 2 a mandatory rule found something that nobody has explained (docs/policies.md).",
      )
      .addArgument(stagingArgument())
      .addOption(jsonOption())
      .option("--diff <stacks...>", "what is different between two stacks, or two stack files")
      .addOption(
        new Option(
          "--policy-config",
          "what of the findings is explained, as configuration of the policy pack for pulumi",
        ).conflicts("diff"),
      )
      .action(async (stack: string | undefined, options: PlanOptions, command: Command) => {
        const { leaveOutEngine } = await import("../../plan/lean-sdk.ts");
        leaveOutEngine();
        const { runPlan, runPlanDiff } = await import("../actions/plan.ts");
        if (options.diff) {
          const [from, to] = pair(stack, options.diff, command);
          await runPlanDiff(from, to, options);
        } else {
          process.exitCode = await runPlan(stack, options);
        }
      }),
    ["plan", "what staging would have"],
    ["plan production --json", "every resource with its options"],
    ["plan --diff staging production", "what production has otherwise"],
  );
}

/** The two stacks to compare. */
function pair(stack: string | undefined, given: readonly string[], command: Command): [string, string] {
  const [from, to, ...more] = given;
  if (stack !== undefined || from === undefined || to === undefined || more.length) {
    return command.error("plan --diff compares two stacks: npx slipway plan --diff staging production");
  }
  return [from, to];
}
