import { member } from "../../lib/member.ts";
import { type Client, headers, type Place } from "./client.ts";
import { isNotFound, type SecretFound, secretOf, variablesOf } from "./values.ts";

/** An environment as GitHub has it. */
export interface EnvironmentFound {
  /** Logins and slugs of teams; none where nobody has to approve. */
  readonly reviewers: { readonly users: readonly string[]; readonly teams: readonly string[] };
  readonly preventSelfReview: boolean;
  readonly waitMinutes: number;
  /** Absent where GitHub does not tell this token. */
  readonly canAdminsBypass?: boolean;
  /** Which branches and tags may deploy: all, those with branch protection, or those that match a pattern. */
  readonly deployableFrom: "all" | "protected" | readonly RefPattern[];
  /** Slugs of the GitHub Apps that are asked too. */
  readonly customRules: readonly string[];
  readonly secrets: readonly SecretFound[];
  readonly variables: Readonly<Record<string, string>>;
}

/** A pattern that the names of branches, or of tags, are compared with. */
interface RefPattern {
  /** GitHub's number. */
  readonly id: number;
  readonly type: "branch" | "tag";
  readonly name: string;
}

/** An environment with everything in it; undefined when there is none. */
export async function environmentOf(client: Client, at: Place, name: string): Promise<EnvironmentFound | undefined> {
  const which = { ...at, environment_name: name, headers };
  const found = await orUndefined(client.request("GET /repos/{owner}/{repo}/environments/{environment_name}", which));
  if (!found) {
    return undefined;
  }
  const { protection_rules: rules = [], deployment_branch_policy: policy } = found.data;
  const canAdminsBypass = member(found.data, "can_admins_bypass");
  return {
    ...approvalOf(rules),
    ...(typeof canAdminsBypass === "boolean" && { canAdminsBypass }),
    deployableFrom: policy ? (policy.protected_branches ? "protected" : await patternsOf(client, which)) : "all",
    customRules: await customRulesOf(client, which),
    ...(await valuesOf(client, which)),
  };
}

/** What GitHub answers; undefined where there is no such thing. */
async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

type Which = Place & { readonly environment_name: string };

interface ProtectionRule {
  readonly type: string;
  readonly wait_timer?: number;
  readonly prevent_self_review?: boolean;
  readonly reviewers?: readonly { readonly reviewer?: object }[];
}

function approvalOf(
  rules: readonly ProtectionRule[],
): Pick<EnvironmentFound, "reviewers" | "preventSelfReview" | "waitMinutes"> {
  const ofType = (type: string) => rules.find((rule) => rule.type === type);
  const review = ofType("required_reviewers");
  const reviewers = (review?.reviewers ?? []).map(({ reviewer }) => reviewer);
  const named = (key: string) =>
    reviewers.map((reviewer) => member(reviewer, key)).filter((value) => typeof value === "string");
  return {
    reviewers: { users: named("login"), teams: named("slug") },
    preventSelfReview: review?.prevent_self_review ?? false,
    waitMinutes: ofType("wait_timer")?.wait_timer ?? 0,
  };
}

async function patternsOf(client: Client, which: Which): Promise<readonly RefPattern[]> {
  const route = "GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies";
  const policies = await client.paginate<Partial<RefPattern>>(route, { ...which, per_page: 100, headers });
  return policies.map(({ id = 0, name = "", type = "branch" }) => ({ id, type, name }));
}

async function customRulesOf(client: Client, which: Which): Promise<readonly string[]> {
  const route = "GET /repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules";
  const found = await orUndefined(client.request(route, { ...which, headers }));
  // The environment was there a moment ago, so what is not found is the whole feature, which some plans lack.
  return (found?.data.custom_deployment_protection_rules ?? []).map(({ app }) => app.slug);
}

async function valuesOf(client: Client, which: Which): Promise<Pick<EnvironmentFound, "secrets" | "variables">> {
  const wanted = { ...which, headers };
  const secrets = await client.paginate("GET /repos/{owner}/{repo}/environments/{environment_name}/secrets", {
    ...wanted,
    per_page: 100,
  });
  const variables = await client.paginate("GET /repos/{owner}/{repo}/environments/{environment_name}/variables", {
    ...wanted,
    // GitHub sends at most thirty of them at once.
    per_page: 30,
  });
  return { secrets: secrets.map(secretOf), variables: variablesOf(variables) };
}
