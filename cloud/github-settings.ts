import { checkRuns } from "./github/check-runs.ts";
import { caller, type GitHubOptions } from "./github/client.ts";
import { type EnvironmentFound, environmentOf } from "./github/environment.ts";
import {
  type ActionsFound,
  actionsOf,
  type RepositoryFound,
  repositoryFound,
  repositoryVariables,
  type SubjectFound,
  secretsOf,
  subjectOf,
  teamId,
} from "./github/repository-settings.ts";
import { type RulesetFound, rulesetsOf } from "./github/rulesets.ts";
import type { SecretFound } from "./github/values.ts";
import { attachedSandbox } from "./open.ts";

export type { EnvironmentFound } from "./github/environment.ts";
export type { ActionsFound } from "./github/repository-settings.ts";
export type { BypassActor, RulesetFound } from "./github/rulesets.ts";
export type { SecretFound } from "./github/values.ts";

/** How repositories (`owner/name`) are set up on GitHub. It is only read. */
export interface GitHubSettings {
  repository(repository: string): Promise<RepositoryFound>;
  /** An environment with everything in it; undefined when there is none. */
  environment(repository: string, name: string): Promise<EnvironmentFound | undefined>;
  /** Those that the repository has itself. */
  rulesets(repository: string): Promise<readonly RulesetFound[]>;
  actions(repository: string): Promise<ActionsFound>;
  /** Secrets that all workflows get, or those that Dependabot starts. */
  secrets(repository: string, of: "actions" | "dependabot"): Promise<readonly SecretFound[]>;
  /** Variables that all workflows get. */
  variables(repository: string): Promise<Readonly<Record<string, string>>>;
  subject(repository: string): Promise<SubjectFound>;
  /** GitHub's number of a team of the repository's owner. */
  teamId(repository: string, slug: string): Promise<number>;
  /** Names of the checks that have run on the newest commit of a branch. */
  checkRuns(repository: string, branch: string): Promise<readonly string[]>;
}

/** Whoever runs Pulumi has the token of its provider, which reads the same. */
const purpose = {
  first: "GITHUB_TOKEN",
  needs: "read administration, actions, environments, secrets, Dependabot secrets and variables",
} as const;

/**
 * GitHub's settings, with the token at hand, or the sandbox's where this process is attached to it; nothing is loaded or
 * asked before the first call.
 */
export function openGitHubSettings(options: GitHubOptions = {}): GitHubSettings {
  const call = caller({ ...ofSandbox(), ...options }, purpose);
  return {
    repository: (repository) => call(repository, repositoryFound),
    environment: (repository, name) => call(repository, (client, at) => environmentOf(client, at, name)),
    rulesets: (repository) => call(repository, rulesetsOf),
    actions: (repository) => call(repository, actionsOf),
    secrets: (repository, of) => call(repository, (client, at) => secretsOf(client, at, of)),
    variables: (repository) => call(repository, repositoryVariables),
    subject: (repository) => call(repository, subjectOf),
    teamId: (repository, slug) => call(repository, (client, at) => teamId(client, at, slug)),
    checkRuns: (repository, branch) => call(repository, (client, at) => checkRuns(client, at, branch)),
  };
}

function ofSandbox(): GitHubOptions {
  const sandbox = attachedSandbox();
  return sandbox === undefined ? {} : { variables: { GITHUB_API_URL: `${sandbox}/github`, GITHUB_TOKEN: "sandbox" } };
}
