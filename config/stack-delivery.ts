/** GitHub's plans, as far as they differ in what a repository can do. */
type GitHubPlan = "free" | "pro" | "team" | "enterprise";

/** One repository on GitHub. */
export interface Repository {
  readonly owner: string;
  /** Without its owner. */
  readonly name: string;
  readonly visibility: "public" | "private";
  /** Plan of the owner. */
  readonly plan: GitHubPlan;
}

/** The GitHub side of one stack. */
export interface GitHub {
  /** Repository of the app: it builds, and its pull requests have the app's checks. */
  readonly app: Repository;
  /** Repository that deploys: environments, OIDC subjects and workflows are its. The app's where none is named. */
  readonly infrastructure: Repository;
  /** Whether both are one. */
  readonly isOneRepository: boolean;
  /** Branch that scheduled workflows run on, the first that is protected. */
  readonly defaultBranch: string;
  /** Folder of the stack files in the infrastructure's repository, without slashes at its ends. Absent: the top. */
  readonly folder?: string;
  readonly environment: PlaceEnvironment;
  /** Present where this stack declares what a repository has once: exactly one stack of an app does. */
  readonly managed?: ManagedRepositories;
  /** Builds of each image that its registry keeps, besides all that a release names or that runs. */
  readonly keepImages: number;
  /** Whether what is declared is kept from deletion. */
  readonly protect: boolean;
}

/** GitHub's environment of a stack: jobs that deploy to it run in there. */
export interface PlaceEnvironment {
  /**
   * What says who may deploy. `environment`: GitHub's environment. `branch`: a private repository on the plan Free has none,
   * so the OIDC subject of `branches` alone is trusted, and a person starts deployments.
   */
  readonly gate: "environment" | "branch";
  /** Branches whose jobs may deploy; patterns of GitHub. */
  readonly branches: readonly string[];
  /** Tags whose jobs may deploy; patterns of GitHub. */
  readonly tags: readonly string[];
  /** Logins and slugs of teams of whom one has to approve. @default nobody */
  readonly reviewers: { readonly users: readonly string[]; readonly teams: readonly string[] };
  /** Whether whoever started a deployment may approve it. */
  readonly selfReview: boolean;
  readonly waitMinutes: number;
  /** NAMEs of secrets that jobs get. */
  readonly secrets: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** Who passes a ruleset by, and why. */
export interface Bypass {
  /** A team's slug, the id of a GitHub App, or one of GitHub's roles; a person cannot be named in a ruleset. */
  readonly actor:
    | { readonly team: string }
    | { readonly app: number }
    | { readonly role: "maintain" | "write" | "admin" };
  readonly because: string;
}

/** What the one stack that manages the repositories declares of them. */
export interface ManagedRepositories {
  /** Branches that are protected; the first is the default branch's. */
  readonly branches: readonly string[];
  /** Patterns of tags that are releases: `v*`. */
  readonly tags: readonly string[];
  /** Names of the jobs that a pull request of the app needs; `check` and `preview-done` of the infrastructure are added. */
  readonly checks: readonly string[];
  /** Reviews that a pull request needs, 0 to 6. */
  readonly reviews: number;
  readonly signedCommits: boolean;
  readonly bypass: readonly Bypass[];
  /** NAMEs of secrets that all workflows of the app's repository get. */
  readonly secrets: readonly string[];
  /** NAMEs of secrets that workflows started by Dependabot get. */
  readonly dependabotSecrets: readonly string[];
  /** Whether Dependabot opens pull requests that mend what is vulnerable. */
  readonly dependabot: boolean;
  /** Topics of the app's repository. Absent: they stay as they are. */
  readonly topics?: readonly string[];
  /** Actions that may run besides GitHub's own and those of our workflows: patterns like `docker/*`. */
  readonly actions: readonly string[];
}
