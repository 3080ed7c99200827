import type { Account } from "../account.ts";
import { repositoryAnswer } from "../github-answers.ts";
import type { InAccount, Model, Rule, Values } from "../model.ts";
import { howToAdd } from "../world.ts";
import { owner, repositoryOf } from "./github-repository.ts";
import { ownerOf, providerSettings, standingRepository, worldEntry } from "./github-world.ts";
import { token } from "./tokens.ts";
import { bool, object, str, texts } from "./values.ts";

const repositories = "https://docs.github.com/en/rest/repos/repos";
const mergeMethods =
  "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/about-merge-methods-on-github";
const topicsSource =
  "https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/classifying-your-repository-with-topics";

const nameAllowed: Rule<Values> = {
  id: "repository-name",
  says: "The name of a repository has at most 100 letters, digits, hyphens, underscores and dots.",
  source: "https://www.pulumi.com/registry/packages/github/api-docs/repository/",
  refuse(values) {
    const name = str(values, "name");
    return name === undefined || /^[-\w.]{1,100}$/.test(name)
      ? undefined
      : `name "${name}" is not allowed: use at most 100 letters, digits, hyphens, underscores and dots, without the owner`;
  },
};

const someMergeMethod: Rule<Values> = {
  id: "repository-merge-method",
  says: "A repository allows at least one way to merge.",
  source: mergeMethods,
  refuse: (values) =>
    ["allowMergeCommit", "allowSquashMerge", "allowRebaseMerge"].every((way) => bool(values, way) === false)
      ? "422 Sorry, you need to allow at least one merge strategy: set allowSquashMerge to true"
      : undefined,
};

const topicsAllowed: Rule<Values> = {
  id: "repository-topics",
  says: "A repository has at most 20 topics of at most 50 lower case letters, digits and hyphens.",
  source: topicsSource,
  refuse(values) {
    const topics = texts(values, "topics");
    const odd = topics.find((topic) => !/^[a-z0-9][a-z0-9-]{0,49}$/.test(topic));
    if (odd !== undefined) {
      return `topic "${odd}" is not allowed: use at most 50 lower case letters, digits and hyphens, no hyphen first`;
    }
    return topics.length <= 20 ? undefined : `422 ${topics.length} topics: use at most 20`;
  },
};

const notThereYet: Rule<InAccount> = {
  id: "repository-not-there-yet",
  says: "A repository that exists already is not created again: it is adopted with `import`.",
  source: `${repositories}#create-an-organization-repository`,
  refuse({ resource: { inputs }, before, account }) {
    const name = str(inputs, "name") ?? "";
    return before !== undefined || standingRepository(name, account) === undefined
      ? undefined
      : `422 Repository creation failed: name already exists on this account: adopt ${name} with import: "${name}"`;
  },
};

const notArchived: Rule<InAccount> = {
  id: "repository-archived",
  says: "An archived repository is read-only.",
  source: "https://docs.github.com/en/repositories/archiving-a-github-repository/archiving-repositories",
  refuse: ({ before }) =>
    bool(before?.outputs ?? {}, "archived") === true
      ? `403 Repository was archived so is read-only: unarchive ${before?.id} in its settings on GitHub, then run again`
      : undefined,
};

const autoMerge: Rule<InAccount> = {
  id: "repository-auto-merge-needs-plan",
  says: "Auto-merge in a private repository needs a paid plan; GitHub leaves it off without a word.",
  source:
    "https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/automatically-merging-a-pull-request",
  refuse({ resource: { inputs }, account }) {
    const repository = repositoryOf({ repository: inputs.name }, account);
    return bool(inputs, "allowAutoMerge") && repository?.visibility === "private" && repository.plan === "free"
      ? `allowAutoMerge stays off for the private repository ${repository.name} on the plan free, so that every preview ` +
          "shows a difference: leave it out"
      : undefined;
  },
};

const secretScanning: Rule<InAccount> = {
  id: "repository-secret-scanning",
  says: "Secret scanning in a private repository needs GitHub Secret Protection, which the world's owners lack.",
  source: "https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning",
  refuse({ resource: { inputs }, account }) {
    const repository = repositoryOf({ repository: inputs.name }, account);
    const features = object(inputs, "securityAndAnalysis");
    const wanted = Object.keys(features).find((feature) => str(object(features, feature), "status") === "enabled");
    return wanted !== undefined && repository?.visibility === "private"
      ? `422 ${wanted} is not available for the private repository ${repository.name}: leave securityAndAnalysis out`
      : undefined;
  },
};

const deletable: Rule<InAccount> = {
  id: "repository-not-deleted",
  says: "A repository is archived on destroy or kept: the sandbox's token has no right to delete one.",
  source: `${repositories}#delete-a-repository`,
  refuse: ({ resource: { id, outputs }, place }) =>
    bool(outputs, "archiveOnDestroy") === true
      ? undefined
      : `403 Must have admin rights to Repository: ${owner(place)}/${id}: run up with archiveOnDestroy: true before it is destroyed, ` +
        "or keep it with retainOnDelete",
};

/** A repository: adopted, since slipway makes none. */
export const githubRepository: Model = {
  type: token.githubRepository,
  autoname: { input: "name", max: 255 },
  defaults: providerSettings,
  checks: [nameAllowed, someMergeMethod, topicsAllowed],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, _id, _seed, place) => repositoryAnswer(`${owner(place)}/${str(inputs, "name") ?? ""}`),
  requires: [notThereYet, notArchived, autoMerge, secretScanning],
  replaces: { none: "GitHub renames a repository in place, and everything else about it is a setting" },
  blocksDelete: [deletable],
  beforehand: {
    find: standingRepository,
    missing(name: string, account: Account) {
      const fullName = `${ownerOf(account)}/${name}`;
      return `404 Not Found: GET https://api.github.com/repos/${fullName}: ${howToAdd(account.world, "repositories:", `  - ${fullName}`)}`;
    },
  },
  after(change, { resource, account }) {
    // The world has it still, so that the account has to say what became of it.
    if (change === "deleted" && worldEntry(account, resource.id)) {
      account.put({ ...resource, outputs: { ...resource.outputs, archived: true } });
    }
  },
};
