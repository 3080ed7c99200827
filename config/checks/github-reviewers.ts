import { repositoryAbilities } from "../../lib/repository-abilities.ts";
import type { App, Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { resolveRepositories } from "../resolve-delivery.ts";

const path: Path = ["environment", "github"];

/** GitHub's limit for one environment. */
const mostReviewers = 6;

/** Somebody can approve a deployment, and GitHub takes whoever may. */
export function checkReviewers({ app, environment }: Config, report: Report): void {
  const { reviewers, selfReview } = environment.github ?? {};
  if (!app.delivery || !reviewers) {
    return;
  }
  const { users = [], teams = [] } = reviewers;
  const count = users.length + teams.length;
  const at = [...path, "reviewers"];
  if (count === 0) {
    report.problem(at, undefined, "names nobody: name users or teams, or remove it");
  }
  if (count > mostReviewers) {
    const says = `names ${count}, and GitHub takes ${mostReviewers}, users and teams together: name a team instead of its people`;
    report.problem(at, undefined, says);
  }
  const [only] = users;
  if (count === 1 && only !== undefined && !selfReview) {
    const says = `is the only reviewer, so nobody could approve what ${only} started: name a second one or a team, or allow it with selfReview: {because: …}`;
    report.problem([...at, "users", 0], only, says);
  }
  const { infrastructure } = resolveRepositories(app.delivery);
  if (infrastructure.plan === "pro") {
    for (const [index, team] of teams.entries()) {
      const says = `${infrastructure.owner} is a person (plan pro), who has no teams: name users`;
      report.problem([...at, "teams", index], team, says);
    }
  }
}

/** Nobody is asked before production changes, or a permission has nothing to permit. */
export function warnOfReviewers({ app, environment }: Config, report: Report): void {
  const { reviewers, selfReview } = environment.github ?? {};
  if (!app.delivery || reviewers) {
    return;
  }
  const { gates, approval } = repositoryAbilities(resolveRepositories(app.delivery).infrastructure);
  if (!approval) {
    if (gates && environment.profile === "production") {
      warnOfNothingBefore(app.delivery, report);
    }
    return;
  }
  if (selfReview) {
    report.warn([...path, "selfReview"], "has no effect: no reviewers have to approve");
  }
  if (environment.profile === "production") {
    const says =
      "nobody has to approve a deployment to production, so that merging its pull request is the only approval: name reviewers";
    report.warn(path, says);
  }
}

/** Without reviewers of a deployment the review of a pull request is the only gate, which these open. */
function warnOfNothingBefore(delivery: NonNullable<App["delivery"]>, report: Report): void {
  const { owner, name, visibility, plan } = resolveRepositories(delivery).infrastructure;
  const noReviewers = `${owner}/${name} (${visibility}, plan ${plan}) has no reviewers of deployments`;
  if (delivery.reviews === 0) {
    const says = `nothing stands before production: ${noReviewers}, and no pull request needs a review: say 1 or more, or know that whoever merges deploys`;
    report.warn(["app", "delivery", "reviews"], says);
  }
  for (const [index, actor] of (delivery.bypass ?? []).entries()) {
    if ("app" in actor) {
      const says = `nothing stands before production: ${noReviewers}, and whoever has the key of this app merges without a review: let it open pull requests instead, or let only jobs of the default branch have its key`;
      report.warn(["app", "delivery", "bypass", index], says);
    }
  }
}
