import { UserError } from "../lib/user-error.ts";
import type { GuardedPlan } from "./guard.ts";
import type { Baseline } from "./guard-baseline.ts";
import type { Plan } from "./plan.ts";
import { printedEarlier } from "./printed-earlier.ts";

/** A plan as its own commit printed it: an older one may not tell its cost, nor what the rules find. */
export type EarlierPlan = GuardedPlan & Partial<Pick<Plan, "cost" | "findings">>;

/**
 * Plans a stack as it was, by the program of that commit. Undefined when the stack was not there yet, or nothing was
 * promoted to it.
 *
 * @param root the checkout
 * @param file the stack file as it is now
 * @param advice what to do where that commit cannot be planned
 */
export async function earlierPlan(
  root: string,
  file: string,
  baseline: Baseline,
  advice = "name another commit with --from",
): Promise<EarlierPlan | undefined> {
  const printed = await printedEarlier("plan", { root, file, baseline, advice });
  return printed === undefined ? undefined : asPlan(printed, advice);
}

/** A plan as that commit printed it; an older one may know less of itself, and of what nothing was promoted to is none. */
function asPlan(printed: unknown, advice: string): EarlierPlan | undefined {
  if ("nothingPromoted" in Object(printed)) {
    return undefined;
  }
  if (!isPlan(printed)) {
    throw new UserError(`the plan of that commit has another form than this one's: ${advice}`);
  }
  return { ...printed, allowReplace: printed.allowReplace ?? [] };
}

type Printed = Pick<GuardedPlan, "place" | "resources"> & Partial<Pick<Plan, "allowReplace" | "cost" | "findings">>;

function isPlan(value: unknown): value is Printed {
  const { place, resources, cost, findings } = Object(value);
  return (
    (cost === undefined || typeof cost?.usd?.expected === "number") &&
    (findings === undefined || Array.isArray(findings)) &&
    typeof place?.region === "string" &&
    Array.isArray(resources) &&
    resources.every((one) => typeof one?.urn === "string" && typeof one.inputs === "object")
  );
}
