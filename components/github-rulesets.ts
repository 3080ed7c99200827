import { RepositoryRuleset, type RepositoryRulesetArgs } from "@pulumi/github/repositoryRuleset.js";
import type * as pulumi from "@pulumi/pulumi";
import { teamId } from "./github-actors.ts";

export interface GitHubRulesetsArgs {
  /** Branches that nobody pushes to, besides the default one, which never is; patterns of GitHub. */
  readonly branches: readonly string[];
  /** Patterns of tags that are releases, and stay what they are. */
  readonly tags: readonly string[];
  /** Whether the records of releases are here, on a branch of their own. */
  readonly holdsRecords: boolean;
  /** Names of jobs that have to pass before a pull request is merged. */
  readonly checks: readonly string[];
  /** Reviews that a pull request needs. */
  readonly reviews: number;
  /** Whether one of them is by an owner of what changes, as CODEOWNERS says. */
  readonly codeOwners: boolean;
  readonly signedCommits: boolean;
  readonly bypass: readonly RulesetBypass[];
}

/** Who passes the ruleset of the branches by. */
interface RulesetBypass {
  /** A team's slug, the id of a GitHub App, or one of GitHub's roles. */
  readonly actor:
    | { readonly team: string }
    | { readonly app: number }
    | { readonly role: "maintain" | "write" | "admin" };
}

/** GitHub Actions, as the app that a check comes from: nobody else's check of that name counts. */
const githubActions = 15_368;

/** Numbers of the roles. Source: https://registry.terraform.io/providers/integrations/github/latest/docs/resources/repository_ruleset */
const roleIds = { maintain: 2, write: 4, admin: 5 };

const recordsBranch = "slipway-releases";

/** What nobody can do to a repository's branches and tags; rulesets add up, so that each says its own. */
export function declareRulesets(
  name: string,
  repository: pulumi.Input<string>,
  args: GitHubRulesetsArgs,
  opts: pulumi.CustomResourceOptions & { parent: pulumi.Resource },
): void {
  const rulesetOf = (kind: string, target: "branch" | "tag", includes: readonly string[], rules: Rules) =>
    new RepositoryRuleset(
      `${name}-${kind}`,
      {
        repository,
        name: `slipway-${kind}`,
        target,
        enforcement: "active",
        conditions: { refName: { includes: [...includes], excludes: [] } },
        ...rules,
      },
      opts,
    );
  rulesetOf("branches", "branch", ["~DEFAULT_BRANCH", ...args.branches.map((branch) => `refs/heads/${branch}`)], {
    bypassActors: args.bypass.map(({ actor }) => bypassActor(actor, { parent: opts.parent })),
    rules: branchRules(args),
  });
  if (args.holdsRecords) {
    rulesetOf("records", "branch", [`refs/heads/${recordsBranch}`], {
      rules: { deletion: true, nonFastForward: true },
    });
  }
  if (args.tags.length) {
    rulesetOf(
      "tags",
      "tag",
      args.tags.map((tag) => `refs/tags/${tag}`),
      { rules: { deletion: true, update: true } },
    );
  }
}

type Rules = Pick<RepositoryRulesetArgs, "bypassActors" | "rules">;

function branchRules(args: GitHubRulesetsArgs): RepositoryRulesetArgs["rules"] {
  // Each of these asks for somebody's approval even where no review is wanted, and one person alone has nobody.
  const isReviewed = args.reviews > 0;
  return {
    deletion: true,
    nonFastForward: true,
    requiredLinearHistory: true,
    requiredSignatures: args.signedCommits,
    pullRequest: {
      requiredApprovingReviewCount: args.reviews,
      dismissStaleReviewsOnPush: isReviewed,
      requireCodeOwnerReview: isReviewed && args.codeOwners,
      requireLastPushApproval: isReviewed,
      requiredReviewThreadResolution: isReviewed,
      allowedMergeMethods: ["squash"],
    },
    ...(args.checks.length && {
      requiredStatusChecks: {
        strictRequiredStatusChecksPolicy: true,
        requiredChecks: args.checks.map((context) => ({ context, integrationId: githubActions })),
      },
    }),
  };
}

function bypassActor(actor: RulesetBypass["actor"], child: { parent: pulumi.Resource }) {
  if ("app" in actor) {
    // An app that may pass by is one that pushes.
    return { actorType: "Integration", actorId: actor.app, bypassMode: "always" };
  }
  // People merge by a pull request even then, so that it can be seen what they did.
  return "team" in actor
    ? { actorType: "Team", actorId: teamId(actor.team, child), bypassMode: "pull_request" }
    : { actorType: "RepositoryRole", actorId: roleIds[actor.role], bypassMode: "pull_request" };
}
