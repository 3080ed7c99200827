import { githubId } from "../../github-answers.ts";
import { invoke } from "../../invokes.ts";
import { standingRepository } from "../../models/github-world.ts";
import { token } from "../../models/tokens.ts";
import { bool, objects, str, texts } from "../../models/values.ts";
import { type Answer, type Asked, page, within } from "./asked.ts";
import { sameText } from "./same-text.ts";

/** `GET /repos/{owner}/{repo}` */
export function getRepository({ account, owner, repository }: Asked): Answer {
  const found = standingRepository(repository, account);
  if (!found) {
    return undefined;
  }
  const visibility = str(found.outputs, "visibility") ?? "private";
  const full_name = `${owner}/${found.id}`;
  return {
    body: {
      id: githubId("repository", full_name),
      name: found.id,
      full_name,
      visibility,
      private: visibility !== "public",
    },
  };
}

/** `GET /repos/{owner}/{repo}/actions/permissions`: everything may run until somebody says otherwise. */
export function actionsPermissions(asked: Asked): Answer {
  const [found] = within(asked, token.githubActionsPermissions);
  const { outputs = {} } = found ?? {};
  return {
    body: {
      enabled: bool(outputs, "enabled") ?? true,
      allowed_actions: str(outputs, "allowedActions") ?? "all",
      sha_pinning_required: bool(outputs, "shaPinningRequired") ?? false,
    },
  };
}

/** `GET …/actions/permissions/selected-actions` */
export function selectedActions(asked: Asked): Answer {
  const [found] = within(asked, token.githubActionsPermissions);
  const [config = {}] = objects(found?.outputs ?? {}, "allowedActionsConfig");
  return {
    body: {
      github_owned_allowed: bool(config, "githubOwnedAllowed") ?? false,
      verified_allowed: bool(config, "verifiedAllowed") ?? false,
      patterns_allowed: texts(config, "patternsAlloweds"),
    },
  };
}

/** `GET …/actions/permissions/workflow` */
export function workflowPermissions(asked: Asked): Answer {
  const [found] = within(asked, token.githubWorkflowPermissions);
  const { outputs = {} } = found ?? {};
  return {
    body: {
      default_workflow_permissions: str(outputs, "defaultWorkflowPermissions") ?? "read",
      can_approve_pull_request_reviews: bool(outputs, "canApprovePullRequestReviews") ?? false,
    },
  };
}

/** `GET …/actions/oidc/customization/sub`: what the program is told too. */
export function oidcSubject({ account, owner, repository }: Asked): Answer {
  const endpoint = `repos/${owner}/${repository}/actions/oidc/customization/sub`;
  const place = { world: account.world, accountId: owner, region: "" };
  const { body } = invoke("github:index/getRestApi:getRestApi", { endpoint }, place);
  return { body: JSON.parse(String(body)) };
}

/** `GET /orgs/{org}/teams/{team_slug}` */
export function getTeam({ account, owner, parts: [slug = ""] }: Asked): Answer {
  const name = `${owner}/${slug}`;
  return account.world.teams.some((team) => sameText(team, name))
    ? { body: { id: githubId("team", name), slug, name: slug } }
    : undefined;
}

/** `GET /repos/{owner}/{repo}/commits/{ref}/check-runs`: the sandbox runs no workflow. */
export function checkRuns(_asked: Asked): Answer {
  return page("check_runs", []);
}
