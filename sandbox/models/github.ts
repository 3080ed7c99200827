import type { InAccount, Model, None, Rule, Values } from "../model.ts";
import { environmentRules, repositoryId } from "./github-repository.ts";
import { githubRepository } from "./github-repository-settings.ts";
import { gatesNeedPlan, reviewerCount, reviewersKnown, silentGates } from "./github-reviewers.ts";
import { githubRuleset } from "./github-ruleset.ts";
import { models as switches } from "./github-switches.ts";
import { models as values } from "./github-values.ts";

import { range } from "./limits.ts";
import { token } from "./tokens.ts";
import { bool, object, str } from "./values.ts";

const environments = "https://docs.github.com/en/rest/deployments/environments";
const policies = "https://docs.github.com/en/rest/deployments/branch-policies";

const branchPolicy: Rule<Values> = {
  id: "repository-environment-branch-policy",
  says: "Of `protectedBranches` and `customBranchPolicies` exactly one is true.",
  source: environments,
  refuse(values) {
    const policy = object(values, "deploymentBranchPolicy");
    const [isProtected, isCustom] = [bool(policy, "protectedBranches"), bool(policy, "customBranchPolicies")];
    return isProtected === undefined || isCustom === undefined || isProtected !== isCustom
      ? undefined
      : `422 Validation Failed: protected_branches and custom_branch_policies are both ${isCustom}: set exactly one to ` +
          "true, or leave deploymentBranchPolicy out to let every branch in";
  },
};

const environment: Model = {
  type: token.githubEnvironment,
  defaults: { canAdminsBypass: true, preventSelfReview: false },
  checks: [branchPolicy, reviewerCount, range("repository-environment-wait", "waitTimer", 0, 43_200, environments)],
  // The provider makes this id; a colon in the name would end it.
  identify: (inputs) =>
    `${str(inputs, "repository") ?? ""}:${(str(inputs, "environment") ?? "").replaceAll(":", "??")}`,
  outputs: (inputs, _id, _seed, place) => ({ repositoryId: repositoryId(inputs, place) }),
  requires: [...environmentRules("repository-environment"), gatesNeedPlan, silentGates, reviewersKnown],
  // The provider follows a rename; another repository, which is all that the sandbox knows, replaces.
  replaces: ["repository"],
  blocksDelete: {
    none: "GitHub deletes an environment at any time, together with its secrets, variables and policies",
  },
  after(change, { resource, account }) {
    if (change !== "deleted") {
      return;
    }
    for (const type of [token.githubPolicy, token.githubSecret, token.githubVariable]) {
      for (const inside of account.all(type).filter((one) => isInside(one.outputs, resource.outputs))) {
        account.remove(type, inside.id);
      }
    }
  },
};

function isInside(values: Values, environment: Values): boolean {
  return values.repository === environment.repository && values.environment === environment.environment;
}

const onePattern: Rule<InAccount> = {
  id: "repository-environment-deployment-policy-one-pattern",
  says: "A deployment policy has either `branchPattern` or `tagPattern`.",
  source: policies,
  refuse({ resource: { inputs } }) {
    const given = ["branchPattern", "tagPattern"].filter((input) => str(inputs, input) !== undefined);
    return given.length === 1
      ? undefined
      : `"branchPattern": ${given.length} of branchPattern and tagPattern are given: give exactly one`;
  },
};

const customPolicies: Rule<InAccount> = {
  id: "repository-environment-deployment-policy-custom",
  says: "The environment exists and has `customBranchPolicies`.",
  source: policies,
  refuse({ resource: { inputs }, account }) {
    const found = account.find(token.githubEnvironment, ({ outputs }) => isInside(inputs, outputs));
    return bool(object(found?.outputs ?? {}, "deploymentBranchPolicy"), "customBranchPolicies") === true
      ? undefined
      : `404 Not Found: environment "${inputs.environment}" of ${inputs.repository} ` +
          (found ? "has no custom branch policies: set customBranchPolicies to true" : "does not exist: make it first");
  },
};

const patternOnce: Rule<InAccount> = {
  id: "repository-environment-deployment-policy-once",
  says: "An environment has a pattern once.",
  source: policies,
  refuse({ resource: { inputs }, before, account }) {
    const clash = account.find(
      token.githubPolicy,
      ({ id, outputs }) =>
        id !== before?.id &&
        isInside(inputs, outputs) &&
        outputs.branchPattern === inputs.branchPattern &&
        outputs.tagPattern === inputs.tagPattern,
    );
    return clash === undefined
      ? undefined
      : `303 See Other: the pattern "${inputs.branchPattern ?? inputs.tagPattern}" exists already (${clash.id}): declare it once`;
  },
};

const deploymentPolicy: Model = {
  type: token.githubPolicy,
  // The provider makes this id of the names and GitHub's number.
  identify(inputs, seed) {
    return `${str(inputs, "repository") ?? ""}:${(str(inputs, "environment") ?? "").replaceAll(":", "??")}:${policyId(seed.hex(7))}`;
  },
  outputs: (inputs, _id, seed, place) => ({
    policyId: policyId(seed.hex(7)),
    repositoryId: repositoryId(inputs, place),
  }),
  requires: [...environmentRules("repository-environment-deployment-policy"), onePattern, customPolicies, patternOnce],
  // The provider follows a rename; another repository, which is all that the sandbox knows, replaces.
  replaces: ["repository"],
  // GitHub renames a pattern, but cannot turn one for branches into one for tags.
  replacesWhen: (before, after) =>
    (before.branchPattern === undefined) === (after.branchPattern === undefined) ? [] : ["branchPattern", "tagPattern"],
  blocksDelete: deletable("deployment policy"),
};

function policyId(hex: string): number {
  return Number.parseInt(hex, 16);
}

function deletable(noun: string): None {
  return { none: `GitHub deletes a ${noun} at any time: nothing refers to one` };
}

/** What the program declares on GitHub: repositories, their settings, environments, secrets and variables. */
export const models: readonly Model[] = [
  githubRepository,
  githubRuleset,
  ...switches,
  environment,
  deploymentPolicy,
  ...values,
];
