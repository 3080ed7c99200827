import { immutablePrefix, restAnswer, teamAnswer, userAnswer } from "./github-answers.ts";
import type { Values } from "./model.ts";
import { worldSettings } from "./models/github-world.ts";
import { str } from "./models/values.ts";
import { howToAdd, type World } from "./world.ts";

/** Where a function of GitHub's provider is called from: `accountId` is the owner whose provider it is. */
interface GitHubPlace {
  readonly world: World;
  readonly accountId: string;
}

/** `github.getRepository`: by its full name, or by its name and the provider's owner. */
function getRepository(args: Values, { world, accountId }: GitHubPlace): Values {
  const fullName = str(args, "fullName") ?? `${accountId}/${str(args, "name") ?? ""}`;
  const repository = found(world, fullName);
  const { inputs, outputs } = worldSettings(repository);
  return { ...inputs, ...outputs, id: inputs.name };
}

/** `github.getUser`: among the users of the world. */
function getUser(args: Values, { world }: GitHubPlace): Values {
  const login = str(args, "username") ?? "";
  if (!world.users.some((one) => sameName(one, login))) {
    throw new Error(
      `404 Not Found: GET https://api.github.com/users/${login}: ${howToAdd(world, "users:", `  - ${login}`)}`,
    );
  }
  return userAnswer(login);
}

/** `github.getTeam`: by its slug, among the teams of the provider's owner. */
function getTeam(args: Values, { world, accountId }: GitHubPlace): Values {
  const name = `${accountId}/${str(args, "slug") ?? ""}`;
  if (!world.teams.some((one) => sameName(one, name))) {
    throw new Error(
      `404 Not Found: GET https://api.github.com/orgs/${accountId}/teams/${args.slug}: ` +
        howToAdd(world, "teams:", `  - ${name}`),
    );
  }
  return teamAnswer(name);
}

/** `github.getRestApi`: the one address that the provider has no function of its own for. */
function getRestApi(args: Values, { world }: GitHubPlace): Values {
  const endpoint = str(args, "endpoint") ?? "";
  const [, fullName] = /^\/?repos\/([^/]+\/[^/]+)\/actions\/oidc\/customization\/sub$/.exec(endpoint) ?? [];
  if (fullName === undefined) {
    throw new Error(`the sandbox does not know GitHub's ${endpoint}: add it to sandbox/invokes-github.ts`);
  }
  const { name, oidc, customSubject } = found(world, fullName);
  return restAnswer(endpoint, {
    use_default: customSubject === undefined,
    ...(customSubject && { include_claim_keys: customSubject }),
    ...(oidc === "immutable" && { use_immutable_subject: true, sub_claim_prefix: immutablePrefix(name) }),
  });
}

function found(world: World, fullName: string): World["repositories"][number] {
  const repository = world.repositories.find(({ name }) => sameName(name, fullName));
  if (!repository) {
    throw new Error(
      `404 Not Found: GET https://api.github.com/repos/${fullName}: ${howToAdd(world, "repositories:", `  - ${fullName}`)}`,
    );
  }
  return repository;
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The functions of GitHub's provider that the sandbox answers. */
export const githubInvokes = {
  "github:index/getRepository:getRepository": getRepository,
  "github:index/getRestApi:getRestApi": getRestApi,
  "github:index/getTeam:getTeam": getTeam,
  "github:index/getUser:getUser": getUser,
};
