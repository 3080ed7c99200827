import { repositoryAbilities } from "../../lib/repository-abilities.ts";
import type { App, Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { resolveRepositories } from "../resolve-delivery.ts";
import type { Repository } from "../stack-delivery.ts";

type GitHubConfig = NonNullable<Config["environment"]["github"]>;

const path: Path = ["environment", "github"];

/** What visibility and plan of a repository cannot do is told before anything is called, with the nearest that works. */
export function checkGates({ app, environment }: Config, report: Report): void {
  if (!app.delivery) {
    return;
  }
  const { github = {} } = environment;
  const { infrastructure } = resolveRepositories(app.delivery);
  const { gates, approval } = repositoryAbilities(infrastructure);
  checkUngated(app.delivery, github, report);
  if (!gates) {
    refuseEnvironment(github, infrastructure, report);
    checkTrustedBranches(app.delivery, github, report);
  } else if (!approval) {
    refuseApproval(github, infrastructure, report);
  }
}

/** Without environments and rulesets a sentence says why a branch is gate enough. */
function checkUngated(delivery: NonNullable<App["delivery"]>, github: GitHubConfig, report: Report): void {
  const { app, infrastructure } = resolveRepositories(delivery);
  const asked = github.manageRepository ? [infrastructure, app] : [infrastructure];
  const open = asked.find((repository) => !repositoryAbilities(repository).gates);
  if (open && !github.ungated) {
    const says = `is missing: ${shown(open)} has neither environments nor rulesets, so nothing asks before a deployment or guards the branch: make it public, or say a higher plan in app.delivery, or say here, {because: …}, why the branch alone is gate enough`;
    report.problem([...path, "ungated"], undefined, says);
  } else if (!open && github.ungated) {
    const says = `gives up what GitHub does for ${shown(infrastructure)}, environments and rulesets: remove it`;
    report.problem([...path, "ungated"], undefined, says);
  }
}

function refuseEnvironment(github: GitHubConfig, repository: Repository, report: Report): void {
  const why = `is kept in an environment, and ${shown(repository)} has none`;
  const instead = {
    ...approvalKeys(github),
    ...(github.secrets?.length && { secrets: "name it in app.delivery.secrets, which all workflows get" }),
    ...(Object.keys(github.variables ?? {}).length > 0 && { variables: "write it into the workflow" }),
    ...(github.tags && { tags: "remove it, since AWS trusts the branches alone" }),
  };
  for (const [key, says] of Object.entries(instead)) {
    report.problem([...path, key], Reflect.get(github, key), `${why}: ${says}`);
  }
}

function refuseApproval(github: GitHubConfig, repository: Repository, report: Report): void {
  for (const key of Object.keys(approvalKeys(github))) {
    const says = `needs a public repository or the plan enterprise, and ${shown(repository)} is neither: remove it, and let code owners review the promotion's pull request (app.delivery.reviews 1 or more)`;
    report.problem([...path, key], Reflect.get(github, key), says);
  }
}

/** Keys of GitHub's approval that are set, with what to do where there is no environment at all. */
function approvalKeys({ reviewers, selfReview, waitMinutes = 0 }: GitHubConfig): Readonly<Record<string, string>> {
  const without = "remove it, since a person starts each deployment";
  return {
    ...(reviewers && { reviewers: without }),
    ...(selfReview && { selfReview: without }),
    ...(waitMinutes > 0 && { waitMinutes: without }),
  };
}

/** AWS compares the branch of a job with this one, letter by letter. */
function checkTrustedBranches(delivery: NonNullable<App["delivery"]>, github: GitHubConfig, report: Report): void {
  const [at, branches]: [Path, readonly string[]] = github.branches
    ? [[...path, "branches"], github.branches]
    : [["app", "delivery", "branches"], delivery.branches ?? []];
  for (const [index, branch] of branches.entries()) {
    if (branch.includes("*")) {
      const says = "is a pattern, and without environments AWS trusts a branch by its whole name: name each branch";
      report.problem([...at, index], branch, says);
    }
  }
}

/** What GitHub lets in, or does not do, without anybody having been asked. */
export function warnOfGates({ app, environment: { github, promotion } }: Config, report: Report): void {
  if (!app.delivery) {
    return;
  }
  const { infrastructure } = resolveRepositories(app.delivery);
  const guarded = app.delivery.branches ?? ["main"];
  const { gates } = repositoryAbilities(infrastructure);
  for (const [index, branch] of (github?.branches ?? []).entries()) {
    if (gates && !github?.reviewers && !guarded.includes(branch)) {
      const says = `${branch} is not in app.delivery.branches, which alone are protected: whoever may push it deploys here, so name it there, or name reviewers`;
      report.warn([...path, "branches", index], says);
    }
  }
  const [defaultBranch = "main"] = guarded;
  if (github?.branches && !github.branches.includes(defaultBranch)) {
    const says = `${defaultBranch} is not among them, and slipway's workflows deploy from that alone: name it too, or nothing is deployed`;
    report.warn([...path, "branches"], says);
  }
  if (!gates && promotion?.auto) {
    const says = `GitHub merges nothing by itself in ${shown(infrastructure)}: a person merges the pull request that this opens`;
    report.warn(["environment", "promotion", "auto"], says);
  }
}

function shown({ owner, name, visibility, plan }: Repository): string {
  return `${owner}/${name} (${visibility}, plan ${plan})`;
}
