import { type Finding, findingKey } from "../policy/judge.ts";
import type { Plan } from "./plan.ts";

/**
 * The findings, where the reason of an override explains what the override causes: what a rule finds of its resource
 * `without` it too is somebody else's, and stays as it is. To know that takes a second plan: nobody is asked for it
 * where an override has nothing to explain.
 */
export async function causedByOverrides(
  findings: readonly Finding[],
  overrides: Plan["overrides"],
  without: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const reasons = new Map(overrides.map(({ path, because }) => [path, because]));
  if (!findings.some(({ path, because }) => because === undefined && reasons.has(path))) {
    return findings;
  }
  const there = new Set((await without()).map(findingKey));
  return findings.map((finding) => {
    const because = finding.because ?? (there.has(findingKey(finding)) ? undefined : reasons.get(finding.path));
    return because === undefined ? finding : { ...finding, because };
  });
}
