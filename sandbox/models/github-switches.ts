import type { InAccount, Model, Rule, Values } from "../model.ts";
import { repositoryExists, repositoryId, repositoryOf, staysInRepository } from "./github-repository.ts";
import { token } from "./tokens.ts";
import { bool, objects, str, texts } from "./values.ts";

const permissions = "https://docs.github.com/en/rest/actions/permissions";
const updates = "https://docs.github.com/en/rest/repos/repos#enable-dependabot-security-updates";

/** Settings that a repository has once: declaring them takes them over, as they are, from whoever had them. */
function switchOf(type: string): Pick<Model, "type" | "identify"> {
  return { type, identify: (inputs) => str(inputs, "repository") ?? "" };
}

const deleted = (what: string) => ({ none: `its delete is a change of the setting: ${what}` });

const configWithSelected: Rule<Values> = {
  id: "actions-repository-permissions-selected",
  says: "`allowedActionsConfig` is for `allowedActions: selected` alone.",
  source: `${permissions}#set-allowed-actions-and-reusable-workflows-for-a-repository`,
  refuse(values) {
    const allowed = str(values, "allowedActions");
    return values.allowedActionsConfig === undefined || allowed === undefined || allowed === "selected"
      ? undefined
      : `409 Conflict: allowedActionsConfig is given, but allowedActions is "${allowed}": set it to selected, or leave the list out`;
  },
};

const patterns: Rule<Values> = {
  id: "actions-repository-permissions-patterns",
  says: "A pattern of allowed actions is `owner/name@ref`, with `*` for any part.",
  source: `${permissions}#set-allowed-actions-and-reusable-workflows-for-a-repository`,
  refuse(values) {
    const given = objects(values, "allowedActionsConfig").flatMap((config) => texts(config, "patternsAlloweds"));
    const odd = given.find((pattern) => !/^[\w.*-]+\/[\w.*/-]+(@[^@\s,]+)?$/.test(pattern));
    return odd === undefined
      ? undefined
      : `422 patternsAlloweds: "${odd}" is no pattern: write owner/*, owner/name@* or owner/name@<commit>`;
  },
};

const patternsNeedPlan: Rule<InAccount> = {
  id: "actions-repository-permissions-plan",
  says: "Patterns of allowed actions hold in public repositories, and in private ones with GitHub Enterprise.",
  source: `${permissions}#set-allowed-actions-and-reusable-workflows-for-a-repository`,
  refuse({ resource: { inputs }, account }) {
    const repository = repositoryOf(inputs, account);
    const given = objects(inputs, "allowedActionsConfig").flatMap((config) => texts(config, "patternsAlloweds"));
    return given.length === 0 || repository?.visibility !== "private" || repository.plan === "enterprise"
      ? undefined
      : `409 Conflict: patternsAlloweds is not available for the private repository ${repository.name} on the plan ` +
          `${repository.plan}: leave it out`;
  },
};

const actionsPermissions: Model = {
  ...switchOf(token.githubActionsPermissions),
  defaults: { enabled: true },
  checks: [configWithSelected, patterns],
  outputs: (inputs) => ({ shaPinningRequired: bool(inputs, "shaPinningRequired") ?? false }),
  requires: [
    repositoryExists("actions-repository-permissions"),
    staysInRepository("actions-repository-permissions", "permissions of Actions"),
    patternsNeedPlan,
  ],
  replaces: { none: "the provider changes every part in place" },
  blocksDelete: deleted("all actions may run again, which is less safe: keep it with retainOnDelete"),
};

const workflowPermissions: Model = {
  ...switchOf(token.githubWorkflowPermissions),
  defaults: { canApprovePullRequestReviews: false },
  outputs: () => ({}),
  requires: [
    repositoryExists("workflow-repository-permissions"),
    staysInRepository("workflow-repository-permissions", "permissions of workflows"),
  ],
  replaces: { none: "the provider changes every part in place" },
  blocksDelete: deleted("workflows read and approve nothing"),
};

const alerts: Model = {
  type: token.githubAlerts,
  identify: (inputs, _seed, place) => String(repositoryId(inputs, place)),
  defaults: { enabled: true },
  outputs: (inputs, _id, _seed, place) => ({ repositoryId: repositoryId(inputs, place) }),
  requires: [repositoryExists("repository-vulnerability-alerts")],
  // The provider follows a rename; another repository, which is all that the sandbox knows, replaces.
  replaces: ["repository"],
  blocksDelete: deleted("the alerts are off, and Dependabot's updates with them"),
  after(change, { resource, account }) {
    if (change !== "deleted" && bool(resource.outputs, "enabled") !== false) {
      return;
    }
    for (const one of account.all(token.githubDependabotUpdates)) {
      if (one.outputs.repository === resource.outputs.repository) {
        account.put({
          ...one,
          inputs: { ...one.inputs, enabled: false },
          outputs: { ...one.outputs, enabled: false },
        });
      }
    }
  },
};

const alertsFirst: Rule<InAccount> = {
  id: "repository-dependabot-security-updates-alerts",
  says: "Dependabot's security updates need the vulnerability alerts of the repository.",
  source: updates,
  refuse({ resource: { inputs }, account }) {
    const on = account.find(
      token.githubAlerts,
      ({ outputs }) => outputs.repository === inputs.repository && bool(outputs, "enabled") !== false,
    );
    return on || bool(inputs, "enabled") === false
      ? undefined
      : `422 Vulnerability alerts must be enabled to configure automated security fixes: declare RepositoryVulnerabilityAlerts ` +
          `of ${inputs.repository} and depend on it`;
  },
};

const dependabotUpdates: Model = {
  ...switchOf(token.githubDependabotUpdates),
  outputs: () => ({}),
  requires: [repositoryExists("repository-dependabot-security-updates"), alertsFirst],
  replaces: "as the specification says",
  blocksDelete: deleted("Dependabot opens no pull requests"),
};

/** What a repository has switched on: Actions, workflows' rights, alerts, Dependabot's updates. */
export const models: readonly Model[] = [actionsPermissions, workflowPermissions, alerts, dependabotUpdates];
