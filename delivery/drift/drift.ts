import type { Stack } from "../../config/stack.ts";
import type { Asked } from "./asked.ts";
import { declaredOf } from "./declared.ts";
import { environmentFindings } from "./environments.ts";
import { about, type Finding, missing } from "./finding.ts";
import { repositoryFindings } from "./repositories.ts";
import { rulesetFindings } from "./rulesets.ts";
import { jobRoles, trustFindings } from "./trust.ts";

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
  const [environments, trust, ...rest] = await Promise.all([
    environmentFindings(whole),
    trustFindings(whole),
    rulesetFindings(whole),
    repositoryFindings(whole),
  ]);
  const own = [...environments, ...trust];
  const findings = isAllMissing(own, whole.resources)
    ? [about(`stack ${name}`).differs("nothing of it is there: bring it up first", "up")]
    : [...environments, ...rest.flat(), ...trust];
  return { stack: name, is: judged(findings), findings };
}

/** Neither an environment of GitHub nor a role: a list of all that is missing would say less. */
function isAllMissing(own: readonly Finding[], resources: Asked["resources"]): boolean {
  const expected = declaredOf(resources, "environment").length + jobRoles(resources).length;
  return own.length === expected && expected > 0 && own.every(({ says }) => says === missing);
}

/** What findings come to. */
function judged(findings: readonly Pick<Finding, "is">[]): Drift["is"] {
  const has = (is: Finding["is"]) => findings.some((finding) => finding.is === is);
  if (has("differs")) {
    return "differs";
  }
  return has("unknown") ? "unknown" : "same";
}
