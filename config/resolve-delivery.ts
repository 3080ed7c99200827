import { repositoryAbilities } from "../lib/repository-abilities.ts";
import type { App, Config } from "./blocks.ts";
import type { Path } from "./path.ts";
import { profiles } from "./profiles.ts";
import type { Bypass, GitHub, ManagedRepositories, PlaceEnvironment, Repository } from "./stack-delivery.ts";

type Delivery = NonNullable<App["delivery"]>;

const defaultBranches = ["main"];

/** GitHub's side of a stack; nothing for an app that names no repository. */
export function resolveGitHub({ app: { delivery }, environment }: Config): GitHub | undefined {
  if (!delivery) {
    return undefined;
  }
  const repositories = resolveRepositories(delivery);
  return {
    ...repositories,
    ...(delivery.folder !== undefined && { folder: delivery.folder }),
    defaultBranch: delivery.branches?.[0] ?? "main",
    environment: resolveEnvironment(delivery, environment.github ?? {}, repositories.infrastructure),
    ...(environment.github?.manageRepository && { managed: resolveManaged(delivery) }),
    keepImages: delivery.keepImages ?? 30,
    protect: profiles[environment.profile].protect,
  };
}

/** The app's repository and the one that deploys. */
export function resolveRepositories(delivery: Delivery): Pick<GitHub, "app" | "infrastructure" | "isOneRepository"> {
  const app = repositoryOf(delivery.repository, "team");
  if (delivery.infrastructure === undefined) {
    return { app, infrastructure: app, isOneRepository: true };
  }
  const infrastructure = repositoryOf(delivery.infrastructure, "team");
  // A plan is its owner's.
  const sameOwner = infrastructure.owner.toLowerCase() === app.owner.toLowerCase();
  return {
    app,
    infrastructure: sameOwner ? repositoryOf(delivery.infrastructure, app.plan) : infrastructure,
    isOneRepository: false,
  };
}

function repositoryOf(given: Delivery["repository"], planByDefault: Repository["plan"]): Repository {
  const { name, visibility = "private", plan = planByDefault } = typeof given === "string" ? { name: given } : given;
  const slash = name.indexOf("/");
  return { owner: name.slice(0, slash), name: name.slice(slash + 1), visibility, plan };
}

function resolveEnvironment(
  delivery: Delivery,
  github: NonNullable<Config["environment"]["github"]>,
  infrastructure: Repository,
): PlaceEnvironment {
  return {
    gate: repositoryAbilities(infrastructure).gates ? "environment" : "branch",
    branches: github.branches ?? delivery.branches ?? defaultBranches,
    tags: github.tags ?? [],
    reviewers: { users: github.reviewers?.users ?? [], teams: github.reviewers?.teams ?? [] },
    selfReview: github.selfReview !== undefined,
    waitMinutes: github.waitMinutes ?? 0,
    secrets: github.secrets ?? [],
    variables: github.variables ?? {},
  };
}

function resolveManaged(delivery: Delivery): ManagedRepositories {
  return {
    branches: delivery.branches ?? defaultBranches,
    tags: delivery.tags ?? ["v*"],
    checks: delivery.checks ?? [],
    reviews: delivery.reviews ?? 1,
    signedCommits: delivery.signedCommits ?? false,
    bypass: (delivery.bypass ?? []).map(resolveBypass),
    secrets: delivery.secrets ?? [],
    dependabotSecrets: delivery.dependabot?.secrets ?? [],
    dependabot: delivery.dependabot?.updates ?? true,
    ...(delivery.topics && { topics: delivery.topics }),
    actions: delivery.actions ?? [],
  };
}

function resolveBypass({ because, ...actor }: NonNullable<Delivery["bypass"]>[number]): Bypass {
  return { actor, because };
}

/** A secret that workflows get. */
export interface WorkflowSecret {
  readonly name: string;
  readonly path: Path;
}

/** Secrets whose values this stack hands to GitHub, each with the key that it stands at. */
export function workflowSecrets({ app: { delivery }, environment: { github } }: Config): WorkflowSecret[] {
  const ofEnvironment: [Path, readonly string[] | undefined] = [["environment", "github", "secrets"], github?.secrets];
  const ofRepository: [Path, readonly string[] | undefined][] = [
    [["app", "delivery", "secrets"], delivery?.secrets],
    [["app", "delivery", "dependabot", "secrets"], delivery?.dependabot?.secrets],
  ];
  const lists = [ofEnvironment, ...(github?.manageRepository ? ofRepository : [])];
  return lists.flatMap(([path, names = []]) => names.map((name, index) => ({ name, path: [...path, index] })));
}
