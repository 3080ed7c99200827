import type { Config } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import type { GitHub, Repository } from "./stack-delivery.ts";

/** GitHub's side of a stack; nothing for an app that names no repository. */
export function resolveGitHub({ app, environment }: Config): GitHub | undefined {
  if (!app.delivery) {
    return undefined;
  }
  const { repository, infrastructure = repository, branches = ["main"] } = app.delivery;
  const { github = {} } = environment;
  return {
    app: repositoryOf(repository),
    infrastructure: repositoryOf(infrastructure),
    isOneRepository: infrastructure === repository,
    environment: {
      gate: "environment",
      branches: github.branches ?? branches,
      reviewers: { users: [], teams: [] },
      selfReview: true,
      waitMinutes: 0,
      secrets: github.secrets ?? [],
      variables: github.variables ?? {},
    },
    protect: profiles[environment.profile].protect,
  };
}

function repositoryOf(text: string): Repository {
  const slash = text.indexOf("/");
  return { owner: text.slice(0, slash), name: text.slice(slash + 1), visibility: "private", plan: "team" };
}
