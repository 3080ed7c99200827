import type { GitHubSettings } from "../../cloud/github-settings.ts";
import type { Repository } from "../../config/stack-delivery.ts";
import { messageOf } from "../../lib/message-of.ts";
import { type Check, type CheckOfStack, type Finding, failed, ok, skipped, warning } from "../check.ts";
import { isWhole, type Whole } from "../context.ts";

const noRepository = "app.delivery names no repository";

/** Whether there is a token, and it sees the repositories. */
export const token: Check = {
  name: "GitHub",
  asks: "github",
  async run(context) {
    const github = isWhole(context) ? context.declared.stack.github : undefined;
    if (github === undefined) {
      return skipped(isWhole(context) ? noRepository : "see stack file");
    }
    const all = [...new Set([fullName(github.app), fullName(github.infrastructure)])];
    try {
      await Promise.all(all.map((name) => context.github.repository(name)));
      return ok(all.join(", "));
    } catch (error) {
      return failed(messageOf(error), "gh auth login", "gh auth status");
    }
  },
};

/** What a token of GitHub may be allowed to read, by GitHub's name for the permission, and a question that needs it. */
const permissions: Readonly<
  Record<string, (github: GitHubSettings, repository: string, stack: string) => Promise<unknown>>
> = {
  administration: (github, repository) => github.actions(repository),
  actions: (github, repository) => github.subject(repository),
  environments: (github, repository, stack) => github.environment(repository, stack),
  secrets: (github, repository) => github.secrets(repository, "actions"),
  "Dependabot secrets": (github, repository) => github.secrets(repository, "dependabot"),
  variables: (github, repository) => github.variables(repository),
};

/** Whether the token reads all that preview and drift compare. */
export const rights: CheckOfStack = {
  name: "rights on GitHub",
  asks: "github",
  async run({ github, name, declared: { stack } }) {
    if (stack.github === undefined) {
      return skipped(noRepository);
    }
    const repository = fullName(stack.github.infrastructure);
    const tried = await Promise.all(
      Object.entries(permissions).map(async ([permission, ask]) => ({
        permission,
        problem: await ask(github, repository, name).then(
          () => undefined,
          (error: unknown) => messageOf(error),
        ),
      })),
    );
    const [first, ...more] = tried.flatMap(({ permission, problem }) =>
      problem === undefined ? [] : [{ permission, problem }],
    );
    return first
      ? failed(
          `the token may not read ${[first, ...more].map(({ permission }) => permission).join(", ")} of ${repository} (${first.problem})`,
          "gh auth refresh --scopes repo,read:org",
          "https://github.com/settings/apps",
        )
      : ok(Object.keys(permissions).join(", "));
  },
};

/** What the workflows get their tokens with: an App that reads, and one that writes. */
const apps = ["READER", "WRITER"] as const;

/** Whether the workflows have the two Apps. */
export const workflowApps: CheckOfStack = {
  name: "GitHub Apps",
  asks: "github",
  async run({ github, isSandbox, declared: { stack } }) {
    if (stack.github === undefined || isSandbox) {
      return skipped(isSandbox ? "the sandbox runs no workflow" : noRepository);
    }
    const repository = fullName(stack.github.infrastructure);
    const [variables, secrets] = await Promise.all([
      github.variables(repository),
      github.secrets(repository, "actions"),
    ]);
    const there = new Set([...Object.keys(variables), ...secrets.map(({ name }) => name)]);
    const mend = apps.flatMap((app) => [
      ...(there.has(`SLIPWAY_${app}_CLIENT_ID`)
        ? []
        : [`gh variable set SLIPWAY_${app}_CLIENT_ID --repo ${repository} --body <client id>`]),
      ...(there.has(`SLIPWAY_${app}_KEY`)
        ? []
        : [`gh secret set SLIPWAY_${app}_KEY --repo ${repository} < ${app.toLowerCase()}.pem`]),
    ]);
    const [first, ...rest] = mend;
    return first === undefined
      ? ok("reader and writer")
      : warning(
          `the workflows of ${repository} have no token: make the Apps (docs/set-up.md), and tell the repository`,
          first,
          ...rest,
        );
  },
};

/** Whether jobs can deploy: the environment is there, and knows the role. */
export const environment: CheckOfStack = {
  name: "GitHub environment",
  asks: "github",
  async run(context) {
    const github = context.declared.stack.github;
    if (github === undefined) {
      return skipped(noRepository);
    }
    return github.environment.gate === "environment"
      ? environmentFinding(context, fullName(github.infrastructure))
      : skipped("on this plan of GitHub a private repository has no environments");
  },
};

async function environmentFinding({ github, name, isSandbox, argument }: Whole, repository: string): Promise<Finding> {
  const found = await github.environment(repository, name);
  if (found === undefined) {
    return skipped(`the first up makes the environment ${name} of ${repository}`);
  }
  const up = isSandbox ? `npx slipway sandbox up ${argument}` : `pulumi up --stack ${name}`;
  return found.variables.AWS_ROLE_ARN === undefined
    ? failed(`jobs of the environment ${name} of ${repository} have no role: it lacks the variable AWS_ROLE_ARN`, up)
    : ok(`${name}, with ${found.variables.AWS_ROLE_ARN}`);
}

export function fullName({ owner, name }: Repository): string {
  return `${owner}/${name}`;
}
