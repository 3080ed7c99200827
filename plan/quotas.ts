import type { Stack } from "../config/stack.ts";
import { UserError } from "../lib/user-error.ts";
import type { Plan } from "./plan.ts";
import { type QuotaNeed, quotaNeeds, requestFor } from "./quota-needs.ts";

/**
 * Each quota that is passed in an account which has what AWS gives at first. The plan asks no account: what this one has
 * is the doctor's to say. Throws a `UserError` where AWS gives nobody as much.
 */
export function quotasPassed(stack: Stack, plan: Pick<Plan, "resources">): string[] {
  const passed = quotaNeeds(stack, plan).filter(({ given, needs, peak = needs }) => Math.max(needs, peak) > given);
  const refused = passed.filter(({ raised }) => raised === undefined);
  if (refused.length > 0) {
    throw new UserError(`${stack.name} cannot be made:\n  ${refused.map(refusal).join("\n  ")}`);
  }
  return passed.map((need) => told(need, stack));
}

function refusal({ of, given, needs, source }: QuotaNeed): string {
  return `${of}: ${needs} are needed, and AWS gives nobody more than ${given}: divide the app into two (${source})`;
}

function told({ of, given, needs, peak = needs, raised }: QuotaNeed, { name, account }: Stack): string {
  const later = peak > needs ? `, ${peak} at full scale while a release takes over` : "";
  const more = raised ? `; for more: ${requestFor(raised, account.region, Math.max(needs, peak))}` : "";
  return `${of}: ${name} needs ${needs}${later}, and an account has ${given} at first${more}`;
}
