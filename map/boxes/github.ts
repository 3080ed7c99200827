import type { Stack } from "../../config/stack.ts";
import type { GitHub, PlaceEnvironment, Repository } from "../../config/stack-delivery.ts";
import { counted } from "../../lib/counted.ts";
import { cut, type Draft } from "./draft.ts";

/** Workflows of the repository that deploys: what each is for, and which of the two roles it takes. */
export const workflows = {
  preview: { says: "what a pull request would change", role: "preview" },
  drift: { says: "what is otherwise than declared", role: "preview" },
  promote: { says: "opens what can be promoted", role: "preview" },
  deploy: { says: "what was merged", role: "deploy" },
  rollback: { says: "what was verified last", role: "deploy" },
} as const;

/** The two roles that jobs take: one deploys, one looks. */
export function roleBoxes({ github }: Stack): Draft[] {
  return github
    ? [
        { id: "role/deploy", kind: "role", name: "deploy role", inside: "account", facts: ["deploys the stack"] },
        { id: "role/preview", kind: "role", name: "preview role", inside: "account", facts: ["may only look"] },
      ]
    : [];
}

/** Repositories, environments and workflows; nothing for an app that names no repository. */
export function githubBoxes({ name: stack, github }: Stack): Draft[] {
  if (!github) {
    return [];
  }
  const { app, infrastructure, isOneRepository, environment } = github;
  const inside = repositoryId(infrastructure);
  return [
    ...(isOneRepository ? [] : [repositoryBox(app, ["builds and tests"], github)]),
    repositoryBox(infrastructure, [isOneRepository ? "builds, tests and deploys" : "deploys"], github),
    ...Object.entries(workflows).map(
      ([name, { says }]): Draft => ({
        id: `workflow/${name}`,
        kind: "workflow",
        name: `${name}.yml`,
        inside,
        facts: [says],
      }),
    ),
    ...(environment.gate === "environment"
      ? ([
          { id: "environment/deploy", kind: "environment", name: stack, inside, facts: gateFacts(environment) },
          {
            id: "environment/rollback",
            kind: "environment",
            name: `${stack}-rollback`,
            inside,
            facts: ["waits for nobody"],
          },
        ] as const)
      : []),
  ];
}

/** What the box of a repository is called in a map. */
export function repositoryId({ owner, name }: Repository): string {
  return `repository/${owner}/${name}`;
}

function repositoryBox(repository: Repository, says: readonly string[], { managed }: GitHub): Draft {
  const { owner, name, visibility, plan } = repository;
  return {
    id: repositoryId(repository),
    kind: "repository",
    name: `${owner}/${name}`,
    facts: [
      ...says,
      `${visibility}, plan ${plan}`,
      ...(managed
        ? [`declared here; ${counted(managed.reviews, "review")}, ${cut(managed.branches.join(", "), 40)} protected`]
        : []),
    ],
  };
}

function gateFacts({ branches, tags, reviewers, waitMinutes, secrets }: PlaceEnvironment): string[] {
  const people = [...reviewers.users, ...reviewers.teams.map((team) => `team ${team}`)];
  return [
    people.length > 0 ? cut(`approved by ${people.join(" or ")}`) : "waits for nobody",
    ...(waitMinutes > 0 ? [`waits ${counted(waitMinutes, "minute")}`] : []),
    cut(`from ${[...branches, ...tags].join(", ")}`),
    ...(secrets.length > 0 ? [counted(secrets.length, "secret")] : []),
  ];
}
