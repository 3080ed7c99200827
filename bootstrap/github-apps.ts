import type { RepositoryNames } from "../config/delivery.ts";

/** A GitHub App that the workflows work as: never as a person. */
export interface GitHubApp {
  readonly role: "reader" | "writer";
  /** What it is for. */
  readonly for: string;
  /** What it may do, by GitHub's names. */
  readonly permissions: Readonly<Record<string, "read" | "write">>;
  /** Repositories that it is installed on. */
  readonly on: readonly string[];
  /** Page of the organisation on which it is made, with all of this filled in. */
  readonly link: string;
}

const roles = [
  {
    role: "reader",
    for: "looks: preview, drift",
    permissions: {
      metadata: "read",
      contents: "read",
      actions: "read",
      administration: "read",
      environments: "read",
      secrets: "read",
      actions_variables: "read",
      dependabot_secrets: "read",
      members: "read",
    },
  },
  {
    role: "writer",
    for: "opens pull requests: bump, promote, rollback",
    permissions: { metadata: "read", contents: "write", pull_requests: "write" },
  },
] as const;

/** The two apps of an app's repositories; none where it names no repository. */
export function gitHubApps({ repository, infrastructure }: RepositoryNames, app: string): readonly GitHubApp[] {
  if (infrastructure === undefined) {
    return [];
  }
  const [owner = ""] = infrastructure.split("/");
  const on = [...new Set([infrastructure, ...(repository === undefined ? [] : [repository])])];
  return roles.map(({ role, permissions, ...rest }) => ({
    role,
    ...rest,
    permissions,
    on,
    link: `https://github.com/organizations/${owner}/settings/apps/new?${queryOf(role, { app, owner, infrastructure, permissions })}`,
  }));
}

/** GitHub fills the form in with it: https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-using-url-parameters */
function queryOf(
  role: string,
  of: { app: string; owner: string; infrastructure: string; permissions: GitHubApp["permissions"] },
): string {
  return new URLSearchParams({
    // Names of apps are unique on GitHub, and have 34 characters at most.
    name: `${of.owner}-${of.app}-${role}`.slice(-34).replace(/^-+/, ""),
    url: `https://github.com/${of.infrastructure}`,
    public: "false",
    webhook_active: "false",
    ...of.permissions,
  }).toString();
}
