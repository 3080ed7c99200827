import type { Stack } from "../../config/stack.ts";
import type { Asked } from "./asked.ts";
import { environmentFindings } from "./environments.ts";
import type { Finding } from "./finding.ts";
import { repositoryFindings } from "./repositories.ts";
import { rulesetFindings } from "./rulesets.ts";
import { trustFindings } from "./trust.ts";

/** How what is really there stands to what one stack declares. */
export interface Drift {
  readonly stack: string;
  /** `differs` as soon as one thing does; `unknown` where nothing does and something could not be read. */
  readonly is: "same" | "differs" | "unknown";
  readonly findings: readonly Finding[];
  /** Why nothing was compared. */
  readonly nothing?: string;
  /** Nothing was promoted to it yet, so that there is nothing to compare at all. */
  readonly isEmpty?: true;
}

/**
 * Compares what GitHub and AWS really have with what the stack declares, above all where `pulumi refresh` is blind:
 * reviewers that were removed, who passes a ruleset by, protection rules that an app brings, names and ages of secrets,
 * who may assume the roles.
 */
export async function drift(stack: Pick<Stack, "name" | "github">, asked: Omit<Asked, "github">): Promise<Drift> {
  const { name, github } = stack;
  if (!github) {
    return {
      stack: name,
      is: "same",
      findings: [],
      nothing: "it names no repository (app.delivery), so GitHub has nothing of it",
    };
  }
  const whole = { ...asked, github };
  const findings = (
    await Promise.all([
      environmentFindings(whole),
      rulesetFindings(whole),
      repositoryFindings(whole),
      trustFindings(whole),
    ])
  ).flat();
  return { stack: name, is: judged(findings), findings };
}

/** What findings come to. */
export function judged(findings: readonly Pick<Finding, "is">[]): Drift["is"] {
  const has = (is: Finding["is"]) => findings.some((finding) => finding.is === is);
  if (has("differs")) {
    return "differs";
  }
  return has("unknown") ? "unknown" : "same";
}
