import type { Place, Values } from "../model.ts";
import type { World } from "../world.ts";

/** What one configured provider of the engine works with. */
export interface ProviderConfig {
  /** `aws`, `github`, `random` or `docker`. */
  readonly name: string;
  /** Account of the sandbox: twelve digits, or `github-<owner>`. */
  readonly account: string;
  /** What models are told: the account's digits or the owner, the region, and the role that is taken. */
  readonly place: Place;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** Reads a provider's configuration, and refuses an account that the sandbox's credentials do not reach. */
export function providerConfig(name: string, args: Values, world: World): ProviderConfig {
  const given = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, plain(value)]));
  if (name === "aws") return awsConfig(given, world);
  const owner = name === "github" ? githubOwner(given, world) : name;
  const account = name === "github" ? `github-${owner}` : name;
  return { name, account, place: { accountId: owner, region: name }, defaultTags: {} };
}

function awsConfig(args: Values, world: World): ProviderConfig {
  const allowed = texts(args.allowedAccountIds);
  // One is taken from the other: the last is who calls.
  const role = texts(Array.isArray(args.assumeRoles) ? args.assumeRoles.map((one) => field(one, "roleArn")) : []).at(
    -1,
  );
  const [first = ""] = world.accounts;
  const accountId = role?.split(":")[4] ?? allowed.find((one) => world.accounts.includes(one)) ?? first;
  if (!world.accounts.includes(accountId))
    throw new Error(
      `the sandbox's credentials do not reach account ${accountId}: add it to ${world.file} under accounts`,
    );
  if (allowed.length > 0 && !allowed.includes(accountId))
    throw new Error(
      `AWS account ID not allowed: ${accountId} is not one of ${allowed.join(", ")}: ` +
        `add "${allowed[0]}" to ${world.file} under accounts, or use the credentials of that account`,
    );
  const { region } = args;
  if (typeof region !== "string" || region === "") throw new Error("invalid AWS Region: set the provider's region");
  const tags = field(args.defaultTags, "tags");
  return {
    name: "aws",
    account: accountId,
    place: { accountId, region, ...(role && { role }) },
    defaultTags: stringMap(tags),
  };
}

function githubOwner({ owner }: Values, world: World): string {
  if (typeof owner === "string" && owner !== "") return owner;
  const [user] = world.users;
  if (user) return user;
  throw new Error(`the provider of GitHub has no owner, and ${world.file} has no users whose token could say it`);
}

/** The engine sends a provider's nested arguments as JSON texts. */
function plain(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function stringMap(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]));
}
