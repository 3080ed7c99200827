import { diffPlans } from "../../plan/diff.ts";
import { type NothingPlanned, planStackOrNothing } from "../../plan/plan-stack.ts";
import { isRefused } from "../../policy/judge.ts";
import { packConfig } from "../../policy/pack-config.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { planDiffText, planText } from "../texts/plan.ts";

interface PlanFlags {
  readonly json?: true;
  readonly policyConfig?: true;
}

/** `slipway plan`: what a stack would have; returns the exit code. */
export async function runPlan(argument: string | undefined, flags: PlanFlags): Promise<number> {
  const planned = await during(argument === undefined ? "planning" : `planning ${argument}`, () =>
    planStackOrNothing(argument),
  );
  if (flags.policyConfig) {
    print(packConfig("says" in planned ? [] : planned.findings), "", { json: true });
    return exitCodes.done;
  }
  if ("says" in planned) {
    printNothing([planned], planned, flags);
    return exitCodes.done;
  }
  print(planned, planText(planned), flags);
  return planned.findings.some(isRefused) ? exitCodes.refused : exitCodes.done;
}

/** `slipway plan --diff`: what is different between two stacks. */
export async function runPlanDiff(from: string, to: string, flags: PlanFlags): Promise<void> {
  const plans = await during(
    `planning ${from} and ${to}`,
    // One after the other: a plan has the SDK of Pulumi to itself.
    async () => [await planStackOrNothing(from), await planStackOrNothing(to)] as const,
  );
  const [before, after] = plans;
  if ("says" in before || "says" in after) {
    const nothing = plans.flatMap((plan) => ("says" in plan ? [plan] : []));
    printNothing(
      nothing,
      { from: before.stack, to: after.stack, nothingPromoted: nothing.map(({ stack }) => stack) },
      flags,
    );
  } else {
    const diff = diffPlans(before, after);
    print(diff, planDiffText(diff), flags);
  }
}

function printNothing(nothing: readonly NothingPlanned[], value: object, flags: PlanFlags): void {
  print(value, nothing.map(({ says }) => `${says}\n`).join(""), flags);
}
