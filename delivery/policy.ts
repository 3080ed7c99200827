import { firstFew } from "../lib/first-few.ts";
import type { EarlierPlan } from "../plan/guard-earlier.ts";
import type { Plan } from "../plan/plan.ts";
import { findingKey, isRefused } from "../policy/judge.ts";
import type { Report } from "./report.ts";

const mostNamed = 5;

/** What the rules find in a plan, and what of it was not found in the plan before. */
export function policyOf(before: EarlierPlan | undefined, { rules, findings }: Plan): NonNullable<Report["policy"]> {
  const known = before?.findings?.map(findingKey);
  return {
    rules,
    findings: findings.map((finding) => {
      const { urn: _, ...told } = finding;
      return { ...told, ...(known && !known.includes(findingKey(finding)) && { isNew: true as const }) };
    }),
  };
}

/** Why the rules refuse what would be deployed, if they do. */
export function policyRefusals({ findings }: Plan): readonly string[] {
  const named = findings.filter(isRefused).map(({ rule, path }) => `${rule} of ${path}`);
  return named.length === 0
    ? []
    : [
        `against ${named.length === 1 ? "a mandatory rule" : `${named.length} mandatory rules`} of docs/policies.md, and nobody has explained it: ${firstFew(named, mostNamed)}`,
      ];
}
