import { passed, refused, type Verdict } from "./gate.ts";

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
export function hotfixGate(steps: readonly ImageStep[], wasForced: boolean, to: string): Verdict {
  const lost = steps.filter(({ contains }) => contains === false);
  if (lost.length > 0) {
    const named = lost.map(
      ({ image, from = "", to: next = "" }) =>
        `release.commits.${image} ${next.slice(0, 12)} does not contain ${from.slice(0, 12)}`,
    );
    return refused(
      "hotfix",
      `${named.join("; ")} that ${to} runs: merge that commit, build, deploy and verify it upstream first`,
    );
  }
  const unknown = steps.filter(({ contains }) => contains === undefined).map(({ image }) => image);
  if (unknown.length === 0) {
    return passed("hotfix", `contains every commit that ${to} runs`);
  }
  if (wasForced) {
    return refused(
      "hotfix",
      `${to} runs a hotfix, and nobody can tell whether ${unknown.join(", ")} contains it: write release.commits.${unknown[0]} with npx slipway bump, and fetch the commits`,
    );
  }
  return passed("hotfix", `unknown for ${unknown.join(", ")}: no commits to compare; ${to} has no hotfix on record`);
}
