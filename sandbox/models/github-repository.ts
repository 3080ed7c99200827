import type { Account } from "../account.ts";
import { githubId } from "../github-answers.ts";
import type { InAccount, Place, Rule, Values } from "../model.ts";
import { howToAdd } from "../world.ts";
import type { WorldRepository } from "../world-github.ts";
import { standingRepository, worldEntry } from "./github-world.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const plans = "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments";

/** The owner whose resources are in the account: `github-<owner>`. */
export function owner({ accountId }: Place): string {
  return accountId.replace(/^github-/, "");
}

/** The repository that inputs name, if the world has it, as visible as it is now. Names differ not by case. */
export function repositoryOf(inputs: Values, account: Account): WorldRepository | undefined {
  const name = str(inputs, "repository") ?? "";
  const entry = worldEntry(account, name);
  const visibility = standingRepository(name, account)?.outputs.visibility;
  return entry && { ...entry, visibility: visibility === "public" ? "public" : "private" };
}

/** The number that GitHub gives the repository that inputs name. */
export function repositoryId(inputs: Values, place: Place): number {
  return githubId("repository", `${owner(place)}/${str(inputs, "repository") ?? ""}`);
}

/**
 * A rule: the repository that inputs name exists.
 *
 * @param word beginning of the rule's id
 */
export function repositoryExists(word: string): Rule<InAccount> {
  return {
    id: `${word}-repository-exists`,
    says: "The repository exists on GitHub, in the world.",
    source: "https://docs.github.com/en/rest/repos/repos#get-a-repository",
    refuse({ resource: { inputs }, account, place }) {
      const name = `${owner(place)}/${inputs.repository}`;
      return repositoryOf(inputs, account)
        ? undefined
        : `404 Not Found: GET https://api.github.com/repos/${name}: ${howToAdd(account.world, "repositories:", `  - ${name}`)}`;
    },
  };
}

/** The rules that hold for everything about an environment of a repository. */
export function environmentRules(word: string): readonly Rule<InAccount>[] {
  return [
    repositoryExists(word),
    {
      id: `${word}-plan`,
      says: "Environments of a private repository need a paid plan of its owner.",
      source: plans,
      refuse({ resource: { inputs }, account }) {
        const repository = repositoryOf(inputs, account);
        return repository?.visibility !== "private" || repository.plan !== "free"
          ? undefined
          : `404 Not Found: https://api.github.com/repos/${repository.name}/environments/${inputs.environment}: GitHub has no ` +
              "environments for private repositories on the plan free: make it public, or take a paid plan";
      },
    },
  ];
}

/** A rule: what the provider cannot move to another repository stays in its own. */
export function staysInRepository(word: string, noun: string): Rule<InAccount> {
  return {
    id: `${word}-stays`,
    says: `A ${noun} stays with its repository: the provider does not replace it for another one.`,
    source: "https://docs.github.com/en/rest/repos/repos#get-a-repository",
    refuse: ({ resource: { inputs }, before }) =>
      before === undefined || before.inputs.repository === inputs.repository
        ? undefined
        : `404 Not Found: the ${noun} is of ${before.inputs.repository}, not of ${inputs.repository}: give the one of ` +
          "another repository another logical name",
  };
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
