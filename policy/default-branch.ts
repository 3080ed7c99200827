import { at, listOf } from "./inputs.ts";
import type { Everything, PolicyResource } from "./rule.ts";

/** A repository of GitHub. */
export const repositoryType = "github:index/repository:Repository";

const names = ["main", "master"];
const patterns = ["~ALL", "~DEFAULT_BRANCH", ...names.map((name) => `refs/heads/${name}`)];

/** Resources of `type` that are about a repository: they refer to it, or name it. */
export function about(
  repository: PolicyResource,
  type: string,
  everything: Everything,
  input = "repository",
): readonly PolicyResource[] {
  const referring = everything.referring(type, input, repository);
  const { name } = repository.inputs;
  return everything
    .ofType(type)
    .filter((one) => referring.includes(one) || (name !== undefined && one.inputs[input] === name));
}

/** What the rulesets of a repository demand on its default branch, each as its rules. */
export function rulesOfDefaultBranch(repository: PolicyResource, everything: Everything): readonly unknown[] {
  return about(repository, "github:index/repositoryRuleset:RepositoryRuleset", everything)
    .filter(isOfDefaultBranch)
    .flatMap(({ inputs }) => listOf(inputs.rules));
}

/** Whether a ruleset is in force on the default branch. */
function isOfDefaultBranch({ inputs }: PolicyResource): boolean {
  const names = (which: string) =>
    listOf(at(one(inputs.conditions), "refName"))
      .flatMap((ref) => listOf(at(ref, which)))
      .some((ref) => patterns.includes(`${ref}`));
  return inputs.target === "branch" && inputs.enforcement === "active" && names("includes") && !names("excludes");
}

/** The older protections of a repository's default branch, each as its inputs. */
export function protectionsOfDefaultBranch(repository: PolicyResource, everything: Everything) {
  return about(repository, "github:index/branchProtection:BranchProtection", everything, "repositoryId")
    .map(({ inputs }) => inputs)
    .filter(({ pattern }) => names.includes(`${pattern}`));
}

/** How many approving reviews a pull request into a repository's default branch needs. */
export function reviewsOfDefaultBranch(repository: PolicyResource, everything: Everything): number {
  const demanded = [
    ...rulesOfDefaultBranch(repository, everything).flatMap((rules) => listOf(at(rules, "pullRequest"))),
    ...protectionsOfDefaultBranch(repository, everything).flatMap((inputs) =>
      listOf(inputs.requiredPullRequestReviews),
    ),
  ];
  return Math.max(0, ...demanded.map((one) => Number(at(one, "requiredApprovingReviewCount") ?? 0)));
}

/** A block that some versions of the provider give as a list of one. */
function one(block: unknown): unknown {
  return listOf(block)[0];
}
