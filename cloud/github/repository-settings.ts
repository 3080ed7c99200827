import { type Client, headers, type Place } from "./client.ts";
import { type SecretFound, secretOf, variablesOf } from "./values.ts";

/** A repository as GitHub has it. */
export interface RepositoryFound {
  readonly id: number;
  /** `public`, `private` or `internal`. */
  readonly visibility: string;
}

/** Which actions may run, and what a workflow may do that says nothing about it. */
export interface ActionsFound {
  readonly enabled: boolean;
  /** `all`, `local_only` or `selected`. */
  readonly allowed?: string;
  readonly isShaPinningRequired?: boolean;
  /** Present where `allowed` is `selected`. */
  readonly selected?: {
    readonly isGitHubOwned: boolean;
    readonly isVerified: boolean;
    readonly patterns: readonly string[];
  };
  /** `read` or `write`. */
  readonly workflowPermissions: string;
  readonly canApprovePullRequests: boolean;
}

/** How the subjects of a repository's OIDC tokens are made. */
export interface SubjectFound {
  /** Whether they are made of repository and environment or branch, as GitHub does by itself. */
  readonly isDefault: boolean;
  /** What they begin with where they have the ids of owner and repository in them. */
  readonly prefix?: string;
}

export async function repositoryFound(client: Client, at: Place): Promise<RepositoryFound> {
  const { data } = await client.request("GET /repos/{owner}/{repo}", { ...at, headers });
  return { id: Number(data.id), visibility: data.visibility ?? (data.private ? "private" : "public") };
}

export async function actionsOf(client: Client, at: Place): Promise<ActionsFound> {
  const which = { ...at, headers };
  const { data } = await client.request("GET /repos/{owner}/{repo}/actions/permissions", which);
  const workflow = await client.request("GET /repos/{owner}/{repo}/actions/permissions/workflow", which);
  const { allowed_actions: allowed, sha_pinning_required: isShaPinningRequired } = data;
  return {
    enabled: data.enabled,
    ...(allowed && { allowed }),
    ...(isShaPinningRequired !== undefined && { isShaPinningRequired }),
    ...(allowed === "selected" && { selected: await selectedActions(client, at) }),
    workflowPermissions: workflow.data.default_workflow_permissions,
    canApprovePullRequests: workflow.data.can_approve_pull_request_reviews,
  };
}

async function selectedActions(client: Client, at: Place): Promise<NonNullable<ActionsFound["selected"]>> {
  const route = "GET /repos/{owner}/{repo}/actions/permissions/selected-actions";
  const { data } = await client.request(route, { ...at, headers });
  return {
    isGitHubOwned: data.github_owned_allowed ?? false,
    isVerified: data.verified_allowed ?? false,
    patterns: data.patterns_allowed ?? [],
  };
}

/** Secrets that all workflows get, or those that Dependabot starts. */
export async function secretsOf(
  client: Client,
  at: Place,
  of: "actions" | "dependabot",
): Promise<readonly SecretFound[]> {
  const which = { ...at, per_page: 100, headers };
  const secrets =
    of === "actions"
      ? await client.paginate("GET /repos/{owner}/{repo}/actions/secrets", which)
      : await client.paginate("GET /repos/{owner}/{repo}/dependabot/secrets", which);
  return secrets.map(secretOf);
}

export async function repositoryVariables(client: Client, at: Place): Promise<Readonly<Record<string, string>>> {
  // GitHub sends at most thirty of them at once.
  const which = { ...at, per_page: 30, headers };
  return variablesOf(await client.paginate("GET /repos/{owner}/{repo}/actions/variables", which));
}

export async function subjectOf(client: Client, at: Place): Promise<SubjectFound> {
  const route = "GET /repos/{owner}/{repo}/actions/oidc/customization/sub";
  const { data } = await client.request(route, { ...at, headers });
  return { isDefault: data.use_default, ...(data.sub_claim_prefix && { prefix: data.sub_claim_prefix }) };
}

/** GitHub's number of a team of the repository's owner. */
export async function teamId(client: Client, { owner }: Place, slug: string): Promise<number> {
  const { data } = await client.request("GET /orgs/{org}/teams/{team_slug}", { org: owner, team_slug: slug, headers });
  return data.id;
}
