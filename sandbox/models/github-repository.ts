import type { Account } from "../account.ts";
import type { InAccount, Place, Rule, Values } from "../model.ts";
import { howToAdd } from "../world.ts";
import { derivedHex } from "./identifiers.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const plans = "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments";

/** A repository of the world. One that is only named there is public. */
export interface Repository {
  /** `owner/name`. */
  readonly name: string;
  readonly visibility: "public" | "private";
  /** Plan of the owner. */
  readonly plan: "free" | "pro" | "team" | "enterprise";
}

/** The owner whose resources are in the account: `github-<owner>`. */
export function owner({ accountId }: Place): string {
  return accountId.replace(/^github-/, "");
}

/** The repository that inputs name, if the world has it. Names differ not by case. */
export function repositoryOf(inputs: Values, { world }: Account, place: Place): Repository | undefined {
  const name = `${owner(place)}/${str(inputs, "repository") ?? ""}`;
  const entries: readonly (string | Partial<Repository>)[] = world.repositories;
  const found = entries
    .map((entry) => (typeof entry === "string" ? { name: entry } : entry))
    .find((entry) => entry.name?.toLowerCase() === name.toLowerCase());
  return found && { visibility: "public", plan: "free", ...found, name };
}

/** The number that GitHub gives the repository that inputs name. */
export function repositoryId(inputs: Values, place: Place): number {
  return Number.parseInt(derivedHex(`${owner(place)}/${str(inputs, "repository") ?? ""}`, 7), 16);
}

/**
 * The rules that hold for everything about an environment of a repository.
 *
 * @param word beginning of the rules' ids
 */
export function repositoryRules(word: string): readonly Rule<InAccount>[] {
  return [
    {
      id: `${word}-repository-exists`,
      says: "The repository exists on GitHub, in the world.",
      source: "https://docs.github.com/en/rest/repos/repos#get-a-repository",
      refuse({ resource: { inputs }, account, place }) {
        const name = `${owner(place)}/${inputs.repository}`;
        return repositoryOf(inputs, account, place)
          ? undefined
          : `404 Not Found: GET https://api.github.com/repos/${name}: ${howToAdd(account.world, "repositories:", `  - ${name}`)}`;
      },
    },
    {
      id: `${word}-plan`,
      says: "Environments of a private repository need a paid plan of its owner.",
      source: plans,
      refuse({ resource: { inputs }, account, place }) {
        const repository = repositoryOf(inputs, account, place);
        return repository?.visibility !== "private" || repository.plan !== "free"
          ? undefined
          : `404 Not Found: https://api.github.com/repos/${repository.name}/environments/${inputs.environment}: GitHub has no ` +
              "environments for private repositories on the plan free: make it public, or take a paid plan";
      },
    },
  ];
}

/** A rule: the environment that inputs name exists. */
export function environmentExists(word: string): Rule<InAccount> {
  return {
    id: `${word}-environment-exists`,
    says: "The environment exists.",
    source: "https://docs.github.com/en/rest/deployments/environments#get-an-environment",
    refuse({ resource: { inputs }, account }) {
      const found = account.find(
        token.githubEnvironment,
        ({ outputs }) => outputs.repository === inputs.repository && outputs.environment === inputs.environment,
      );
      return found
        ? undefined
        : `404 Not Found: environment "${inputs.environment}" of ${inputs.repository} does not exist: make it first`;
    },
  };
}
