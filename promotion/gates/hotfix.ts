import { passed, refused, unjudged, type Verdict } from "./gate.ts";

/** What is known of an image that both the freight and the target have. */
export interface ImageStep {
  readonly image: string;
  /** Commit that the target declares, and that of the freight. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Whether the freight's commit has the target's in its history; undefined where it cannot be told. */
  readonly contains: boolean | undefined;
}

/** What the target runs beside the freights, as a rule after a hotfix, is part of what replaces it. */
export function hotfixGate(
  steps: readonly ImageStep[],
  wasForced: boolean,
  { from, to }: { readonly from: string; readonly to: string },
): Verdict {
  const lost = steps.filter(({ contains }) => contains === false);
  if (lost.length > 0) {
    const named = lost.map(
      ({ image, from: before = "", to: next = "" }) =>
        `release.commits.${image} ${next.slice(0, 12)} does not contain ${before.slice(0, 12)}`,
    );
    return refused(
      "hotfix",
      `${named.join("; ")} that ${to} runs: merge that commit, build, deploy and verify it upstream first`,
    );
  }
  const unclear = steps.filter(({ contains }) => contains === undefined);
  const unknown = unclear.map(({ image }) => image);
  if (steps.length === 0) {
    return passed("hotfix", `${to} has none of its images yet`);
  }
  if (unknown.length === 0) {
    return passed("hotfix", `contains every commit that ${to} runs`);
  }
  if (wasForced) {
    return refused(
      "hotfix",
      `${to} runs a hotfix, and nobody can tell whether ${unknown.join(", ")} contains it: ${unclear.map((step) => whyUnclear(step, from, to)).join("; ")}`,
    );
  }
  return unjudged("hotfix", `unknown for ${unknown.join(", ")}: no commits to compare; ${to} has no hotfix on record`);
}

/** What is missing of one image, and where. */
function whyUnclear({ image, from: before, to: next }: ImageStep, from: string, to: string): string {
  const lacking = [...(before === undefined ? [to] : []), ...(next === undefined ? [from] : [])];
  return lacking.length > 0
    ? `release.commits.${image} is missing in ${lacking.join(" and ")} (npx slipway bump --commit writes it)`
    : `${before?.slice(0, 12)} and ${next?.slice(0, 12)} of ${image} cannot be compared here: fetch both commits`;
}
