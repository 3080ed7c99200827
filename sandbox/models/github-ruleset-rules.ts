import type { InAccount, Rule, Values } from "../model.ts";
import { repositoryOf } from "./github-repository.ts";
import { names } from "./github-reviewers.ts";
import { ownerOf } from "./github-world.ts";
import { others } from "./references.ts";
import { token } from "./tokens.ts";
import { bool, num, object, objects, str, texts } from "./values.ts";

const rest = "https://docs.github.com/en/rest/repos/rules#create-a-repository-ruleset";
const about =
  "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets";
/** Maintain, write, admin; an organisation's own roles have greater numbers. */
const roles = [2, 4, 5];

const refNames: Rule<Values> = {
  id: "repository-ruleset-ref-names",
  says: "A ruleset of branches or tags names at least one: `~ALL`, `~DEFAULT_BRANCH`, `refs/heads/…` or `refs/tags/…`.",
  source: rest,
  refuse(values) {
    const target = str(values, "target") ?? "branch";
    if (values.conditions === undefined || target === "push") {
      return undefined;
    }
    const { includes, excludes } = read(object(object(values, "conditions"), "refName"));
    const begins = target === "tag" ? "refs/tags/" : "refs/heads/";
    const special = target === "tag" ? ["~ALL"] : ["~ALL", "~DEFAULT_BRANCH"];
    const odd = [...includes, ...excludes].find((name) => !special.includes(name) && !name.startsWith(begins));
    if (odd !== undefined) {
      return `422 Validation Failed: Invalid target patterns: "${odd}": use ${special.join(", ")} or ${begins}…`;
    }
    return includes.length > 0
      ? undefined
      : `422 Validation Failed: conditions.refName.includes is empty: name what the ruleset is for, as ${begins}…`;
  },
};

function read(refName: Values) {
  return { includes: texts(refName, "includes"), excludes: texts(refName, "excludes") };
}

const conditionsGiven: Rule<InAccount> = {
  id: "repository-ruleset-conditions",
  says: "A ruleset of branches or tags has `conditions`.",
  source: "https://www.pulumi.com/registry/packages/github/api-docs/repositoryruleset/",
  refuse: ({ resource: { inputs } }) =>
    str(inputs, "target") === "push" || inputs.conditions !== undefined
      ? undefined
      : `conditions are missing for target ${inputs.target}: set conditions.refName.includes and excludes`,
};

const checksNamed: Rule<Values> = {
  id: "repository-ruleset-checks",
  says: "Required status checks are one at least, and each has a context.",
  source: rest,
  refuse(values) {
    const given = object(object(values, "rules"), "requiredStatusChecks");
    if (given.requiredChecks === undefined) {
      return undefined;
    }
    const checks = objects(given, "requiredChecks");
    return checks.length > 0 && checks.every((check) => str(check, "context") !== undefined)
      ? undefined
      : "422 Validation Failed: rules.requiredStatusChecks: give each required check the name of a job as context, or leave it out";
  },
};

const reviewCount: Rule<Values> = {
  id: "repository-ruleset-reviews",
  says: "A ruleset requires 0 to 10 reviews.",
  source: rest,
  refuse(values) {
    const count = num(object(object(values, "rules"), "pullRequest"), "requiredApprovingReviewCount") ?? 0;
    return count >= 0 && count <= 10
      ? undefined
      : `422 rules.pullRequest.requiredApprovingReviewCount ${count}: use 0 to 10`;
  },
};

const bypassActors: Rule<Values> = {
  id: "repository-ruleset-bypass",
  says: "Roles, teams and Apps that bypass have an id, deploy keys and organisation owners none; keys do not bypass by pull request.",
  source: rest,
  refuse(values) {
    for (const actor of objects(values, "bypassActors")) {
      const type = str(actor, "actorType");
      const id = num(actor, "actorId");
      if (["RepositoryRole", "Team", "Integration"].includes(type ?? "") && "actorId" in actor && !id) {
        return `422 Validation Failed: bypassActors: ${type} has no actorId: give its number`;
      }
      if (["DeployKey", "OrganizationAdmin"].includes(type ?? "") && id !== undefined) {
        return `bypassActors: ${type} has the actorId ${id}, which every preview shows as a difference: leave it out`;
      }
      if (str(actor, "bypassMode") === "pull_request" && (type === "DeployKey" || str(values, "target") === "tag")) {
        return `422 Validation Failed: bypassActors: pull_request is not for ${type} of target ${values.target}: use always`;
      }
    }
    return undefined;
  },
};

const actorsKnown: Rule<InAccount> = {
  id: "repository-ruleset-bypass-known",
  says: "Who bypasses is a role of GitHub, or a team or an App of the organisation; a personal repository has neither of these.",
  source: "https://docs.github.com/en/rest/repos/rules#create-a-repository-ruleset",
  refuse({ resource: { inputs }, account }) {
    const owner = ownerOf(account);
    const isPersonal = account.world.users.some((login) => login.toLowerCase() === owner.toLowerCase());
    for (const actor of objects(inputs, "bypassActors")) {
      const type = str(actor, "actorType") ?? "";
      const id = num(actor, "actorId") ?? 0;
      const what = `422 Validation Failed: bypassActors: ${type} ${id}`;
      if (isPersonal && type !== "RepositoryRole" && type !== "DeployKey") {
        return `${what}: Actor must be part of the ruleset source or owner organization: ${owner} is a person, use RepositoryRole`;
      }
      if (type === "RepositoryRole" && !roles.includes(id) && id <= Math.max(...roles)) {
        return `${what} is no role: use 2 (maintain), 4 (write) or 5 (admin)`;
      }
      if (type === "Team" && names(account, "teams", id).length === 0) {
        return `${what} is no team of ${owner}: take it from github.getTeam, and have the team in ${account.world.file} under teams`;
      }
    }
    return undefined;
  },
};

const planned: Rule<InAccount> = {
  id: "repository-ruleset-plan",
  says: "Rulesets of a private repository need a paid plan of its owner.",
  source: about,
  refuse({ resource: { inputs }, account }) {
    const repository = repositoryOf(inputs, account);
    return repository?.visibility === "private" && repository.plan === "free"
      ? `403 Upgrade to GitHub Pro or make this repository public to enable this feature: https://api.github.com/repos/${repository.name}/rulesets`
      : undefined;
  },
};

const enterpriseOnly: Rule<InAccount> = {
  id: "repository-ruleset-enterprise",
  says: "`evaluate`, and rules on how names, messages and addresses are written, need GitHub Enterprise.",
  source: about,
  refuse({ resource: { inputs }, account }) {
    const plan = repositoryOf(inputs, account)?.plan;
    const pattern = Object.keys(object(inputs, "rules")).find((rule) => rule.endsWith("Pattern"));
    const wanted = str(inputs, "enforcement") === "evaluate" ? "enforcement evaluate" : pattern && `rules.${pattern}`;
    return wanted === undefined || plan === undefined || plan === "enterprise"
      ? undefined
      : `422 Validation Failed: ${wanted} is not available on the plan ${plan}: leave it out`;
  },
};

const nameOnce: Rule<InAccount> = {
  id: "repository-ruleset-once",
  says: "The name of a ruleset is unique in its repository.",
  source: rest,
  refuse(subject) {
    const { inputs } = subject.resource;
    const clash = others(subject, token.githubRuleset).find(
      ({ outputs }) => outputs.repository === inputs.repository && outputs.name === inputs.name,
    );
    return clash === undefined
      ? undefined
      : `422 Validation Failed: Name must be unique: ruleset "${inputs.name}" of ${inputs.repository} exists already ` +
          `(${clash.id}): import it as ${inputs.repository}:${clash.id}, or delete it first`;
  },
};

const notArchived: Rule<InAccount> = {
  id: "repository-ruleset-archived",
  says: "An archived repository takes no ruleset.",
  source: "https://docs.github.com/en/repositories/archiving-a-github-repository/archiving-repositories",
  refuse({ resource: { inputs }, account }) {
    const found = account.find(token.githubRepository, ({ id }) => id === inputs.repository);
    return bool(found?.outputs ?? {}, "archived")
      ? `403 Repository was archived so is read-only: unarchive ${inputs.repository} in its settings on GitHub first`
      : undefined;
  },
};

/** What a ruleset has to say by itself. */
export const rulesetChecks: readonly Rule<Values>[] = [refNames, checksNamed, reviewCount, bypassActors];

/** What there has to be for a ruleset. */
export const rulesetRequires: readonly Rule<InAccount>[] = [
  conditionsGiven,
  planned,
  enterpriseOnly,
  actorsKnown,
  nameOnce,
  notArchived,
];
