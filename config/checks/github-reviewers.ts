import { repositoryAbilities } from "../../lib/repository-abilities.ts";
import type { Config } from "../blocks.ts";
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
  if (!repositoryAbilities(resolveRepositories(app.delivery).infrastructure).approval) {
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
