import { repositoryAbilities } from "../../lib/repository-abilities.ts";
import { requiredJobs } from "../../lib/workflow-actions.ts";
import type { App, Config } from "../blocks.ts";
import { repositoriesOf } from "../delivery.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { resolveRepositories } from "../resolve-delivery.ts";

type Delivery = NonNullable<App["delivery"]>;

/** Variables that slipway itself gives to workflows. */
const ownVariables = [
  "APP_URL",
  "AWS_REGION",
  "AWS_ROLE_ARN",
  "ECS_CLUSTER",
  "PULUMI_BACKEND_URL",
  "SLIPWAY_FOLDER",
  "SLIPWAY_OWNER",
];

const delivery: Path = ["app", "delivery"];

/** GitHub takes the names of what workflows get. */
export function checkGitHubNames({ app, environment }: Config, report: Report): void {
  const { secrets, variables = {} } = environment.github ?? {};
  const lists: [Path, readonly string[] | undefined][] = [
    [[...delivery, "secrets"], app.delivery?.secrets],
    [[...delivery, "dependabot", "secrets"], app.delivery?.dependabot?.secrets],
    [["environment", "github", "secrets"], secrets],
  ];
  for (const [path, names = []] of lists) {
    for (const [index, name] of names.entries()) {
      refuseReserved(name, [...path, index], name, report);
      refuseOwnSecret(name, [...path, index], report);
    }
  }
  for (const name of Object.keys(variables)) {
    const path = ["environment", "github", "variables", name];
    refuseReserved(name, path, undefined, report);
    if (ownVariables.includes(name)) {
      report.problem(path, undefined, "slipway sets this variable itself: use another name");
    }
  }
}

function refuseReserved(name: string, path: Path, value: unknown, report: Report): void {
  if (name.startsWith("GITHUB_")) {
    const says = `GitHub keeps names that begin with GITHUB_ to itself: use another one, like APP_${name}`;
    report.problem(path, value, says);
  }
}

/** The keys of slipway's own apps are in GitHub alone: a stack that held one would have it in its state. */
function refuseOwnSecret(name: string, path: Path, report: Report): void {
  if (name.startsWith("SLIPWAY_")) {
    const says =
      "names that begin with SLIPWAY_ are for secrets of slipway's own workflows, which no stack ever sees: give it with gh secret set, or use another name";
    report.problem(path, name, says);
  }
}

/** Repositories, branches and jobs of a delivery fit each other. */
export function checkDelivery({ app }: Pick<Config, "app">, report: Report): void {
  if (app.delivery) {
    checkRepositories(app.delivery, report);
    checkBranches(app.delivery, report);
    checkJobs(app.delivery, report);
    checkBypass(app.delivery, report);
    warnOfActions(app.delivery, report);
    warnOfRules(app.delivery, report);
  }
}

function checkRepositories(given: Delivery, report: Report): void {
  const { repository = "", infrastructure = "" } = repositoriesOf({ delivery: given });
  const path = [...delivery, "infrastructure"];
  if (given.infrastructure !== undefined && infrastructure.toLowerCase() === repository.toLowerCase()) {
    report.problem(path, infrastructure, "is app.delivery.repository: remove it, which says the same");
    return;
  }
  const repositories = resolveRepositories(given);
  const [one, other] = [repositories.app, repositories.infrastructure];
  if (one.owner.toLowerCase() === other.owner.toLowerCase() && one.plan !== other.plan) {
    const says = `${repository} has the same owner and says ${one.plan}, and a plan is the owner's: say it once, at app.delivery.repository, like {name: ${repository}, plan: ${other.plan}}, and remove it here`;
    report.problem([...path, "plan"], other.plan, says);
  }
  if (one.owner.toLowerCase() !== other.owner.toLowerCase()) {
    const says = `${infrastructure} and ${repository} have two owners, and the token of a GitHub App sees one: workflows of the stack that manages both need a token of somebody who may read both`;
    report.warn(path, says);
  }
}

/** The first branch is checked out, linked to and trusted by its name. */
function checkBranches({ branches: [first] = [] }: Delivery, report: Report): void {
  if (first?.includes("*")) {
    const says = "is a pattern, and the first one is the default branch: put the name of that before it, like main";
    report.problem([...delivery, "branches", 0], first, says);
  } else if (first !== undefined && first !== "main") {
    const says = `the workflows say main: write ${first} for it in .github/workflows too, or nothing is deployed`;
    report.warn([...delivery, "branches", 0], says);
  }
}

/** In one repository both have one ruleset, in which two jobs of one name cannot be told apart. */
function checkJobs({ checks = [], infrastructure }: Delivery, report: Report): void {
  for (const [index, job] of checks.entries()) {
    if (infrastructure === undefined && requiredJobs.includes(job)) {
      const says =
        "is a job of slipway's own workflows in the same repository, which is required already: remove it, and name a job of the app otherwise";
      report.problem([...delivery, "checks", index], job, says);
    }
  }
}

/** People have the plan pro, organisations have not; and only these have teams and install apps that may pass. */
function checkBypass(given: Delivery, report: Report): void {
  const { app, infrastructure } = resolveRepositories(given);
  const personal = [app, infrastructure].find(({ plan }) => plan === "pro");
  for (const [index, actor] of (given.bypass ?? []).entries()) {
    if (personal && !("role" in actor)) {
      const [kind, noun] = "team" in actor ? ["team", "a team"] : ["app", "an app"];
      const says = `${personal.owner} is a person (plan pro), and GitHub takes ${noun} of an organisation alone: name a role, like admin`;
      report.problem([...delivery, "bypass", index, kind], Reflect.get(actor, kind), says);
    }
  }
}

/** What cannot be limited is not widened either. */
function warnOfActions(given: Delivery, report: Report): void {
  const { app, infrastructure } = resolveRepositories(given);
  if (given.actions && ![app, infrastructure].some((one) => repositoryAbilities(one).actionPatterns)) {
    const says =
      "has no effect: GitHub limits actions by name in public repositories and on the plan enterprise, so every action may run here";
    report.warn([...delivery, "actions"], says);
  }
}

/** Rules that nothing holds anybody to. */
function warnOfRules(given: Delivery, report: Report): void {
  const { app, infrastructure } = resolveRepositories(given);
  if ([app, infrastructure].some((one) => repositoryAbilities(one).gates)) {
    return;
  }
  for (const key of ["checks", "reviews", "signedCommits", "bypass", "tags"] as const) {
    if (given[key] !== undefined) {
      report.warn(
        [...delivery, key],
        "has no effect: GitHub has no rulesets for a private repository on the plan free",
      );
    }
  }
}
