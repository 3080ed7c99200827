import type { Wanted } from "../cloud.ts";
import type { GitHubSettings } from "../github-settings.ts";

/** Looks for what one type of resource would make a second time: the id that the provider's state has of it. */
type Finder = (inputs: Wanted["inputs"], repository: string, settings: Asked) => Promise<string | undefined>;
type Asked = Pick<GitHubSettings, "environment" | "rulesets" | "variables">;

const finders: Readonly<Record<string, Finder>> = {
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": environmentVariable,
  "github:index/actionsVariable:ActionsVariable": variable,
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": deploymentPolicy,
  "github:index/repositoryRuleset:RepositoryRuleset": ruleset,
};

/** Whether GitHub is asked for a type: what it only sets, the next run sets again. */
export function isLookedFor(type: string): boolean {
  return type in finders;
}

/** The provider's id of what a killed run has made on GitHub; undefined where it has not. */
export async function find(wanted: Wanted, settings: Asked): Promise<string | undefined> {
  const { type, inputs, owner, known } = wanted;
  const id = await finders[type]?.(inputs, `${owner}/${inputs.repository}`, settings);
  return id === undefined || known?.includes(id) ? undefined : id;
}

async function environmentVariable(inputs: Wanted["inputs"], repository: string, settings: Asked) {
  const found = await settings.environment(repository, String(inputs.environment));
  return hasName(found?.variables, inputs) ? idOf(inputs, inputs.variableName) : undefined;
}

async function variable(inputs: Wanted["inputs"], repository: string, settings: Asked) {
  const isThere = hasName(await settings.variables(repository), inputs);
  return isThere ? `${inputs.repository}:${inputs.variableName}` : undefined;
}

async function deploymentPolicy(inputs: Wanted["inputs"], repository: string, settings: Asked) {
  const { deployableFrom = "all" } = (await settings.environment(repository, String(inputs.environment))) ?? {};
  const [type, pattern] =
    inputs.branchPattern === undefined ? ["tag", inputs.tagPattern] : ["branch", inputs.branchPattern];
  const found =
    typeof deployableFrom === "string"
      ? undefined
      : deployableFrom.find((one) => one.type === type && one.name === pattern);
  return found && idOf(inputs, found.id);
}

/** A repository has no two rulesets of one name: a second create is refused. */
async function ruleset(inputs: Wanted["inputs"], repository: string, settings: Asked) {
  const found = (await settings.rulesets(repository)).find(({ name }) => name === inputs.name);
  return found && String(found.id);
}

/** GitHub writes every name in capitals. */
function hasName(variables: Readonly<Record<string, string>> | undefined, { variableName }: Wanted["inputs"]): boolean {
  return Object.keys(variables ?? {}).some((name) => name.toUpperCase() === String(variableName).toUpperCase());
}

/** As the provider writes ids of what is in an environment. */
function idOf({ repository, environment }: Wanted["inputs"], last: unknown): string {
  return `${repository}:${String(environment).replaceAll(":", "??")}:${last}`;
}
