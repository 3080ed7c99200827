import type { PolicyException } from "../../lib/policy-exception.ts";
import { repositoryAbilities } from "../../lib/repository-abilities.ts";
import { keyOf } from "../path.ts";
import { type Profile, profiles } from "../profiles.ts";
import type { Stack } from "../stack.ts";
import type { GitHub, Repository } from "../stack-delivery.ts";
import type { Cache, Database } from "../stack-stores.ts";

/** For the rules of data, storage, messaging, observability and GitHub. */
export function storeExceptions(stack: Stack): readonly PolicyException[] {
  const { databases, caches, buckets, protect, github, profile } = stack;
  return [
    ...keptNothing(stack),
    ...Object.entries(databases).flatMap(([name, database]) => ofDatabase(stack, name, database)),
    ...Object.entries(caches).flatMap(([name, cache]) => ofCache(stack, name, cache)),
    ...Object.entries(buckets).flatMap(([name, { deletable }]) =>
      protect && deletable ? [{ rule: "data-protected", resource: `${name}-bucket`, ...deletable }] : [],
    ),
    ...(github ? ofGitHub(stack, github) : []),
    ...(github && profile === "production" ? ofApproval(github) : []),
  ];
}

/** A profile that protects nothing: a stack can be taken down, and brought up again at once under the same names. */
function keptNothing({ protect, profile, secretRecoveryDays, databases, ...stack }: Stack): PolicyException[] {
  const because = `the ${profile} profile keeps no data`;
  const volumes = [...Object.values(stack.services), ...Object.values(stack.jobs)].flatMap((task) =>
    Object.keys(task.volumes),
  );
  const isOurs = ({ existing }: Database) => !existing;
  const holds = [
    ...Object.values(databases).filter(isOurs),
    ...Object.values(stack.caches),
    ...Object.values(stack.buckets),
    ...(stack.edge.accessLogs ? [stack.edge.accessLogs] : []),
  ];
  return [
    ...(!protect && holds.length + volumes.length > 0 ? [{ rule: "data-protected", resource: "*", because }] : []),
    ...(!protect && volumes.length > 0 ? [{ rule: "file-system-backed-up", resource: "*", because }] : []),
    ...(secretRecoveryDays === 0 ? [{ rule: "secret-recoverable", resource: "*", because }] : []),
  ];
}

function ofDatabase(stack: Stack, name: string, database: Database): PolicyException[] {
  const { deletable, existing, backupDays, multiAz } = database;
  if (existing) {
    return [];
  }
  const resource = `${name}-instance`;
  const usual = profiles[stack.profile].database;
  return [
    ...(deletable ? deletableRules(stack).map((rule) => ({ rule, resource, because: deletable.because })) : []),
    ...fromProfile(backupDays === usual.backupDays && backupDays < 7, {
      rule: "database-backups-kept",
      resource,
      because: `the ${stack.profile} profile keeps no data`,
    }),
    ...fromProfile(!multiAz && !usual.multiAz, {
      rule: "database-multi-az",
      resource,
      because: `the ${stack.profile} profile has one instance: it may stand still while that is mended`,
    }),
  ];
}

function deletableRules({ protect }: Stack): string[] {
  return ["database-deletion-protected", "database-leaves-snapshot", ...(protect ? ["data-protected"] : [])];
}

function ofCache({ profile }: Stack, name: string, { snapshotDays, replicas }: Cache): PolicyException[] {
  const usual: Profile["cache"] = profiles[profile].cache;
  const resource = `${name}-nodes`;
  return [
    ...fromProfile(snapshotDays === 0 && usual.snapshotDays === 0, {
      rule: "cache-backups-kept",
      resource,
      because: `the ${profile} profile keeps no data`,
    }),
    ...fromProfile(replicas === 0 && usual.replicas === 0, {
      rule: "cache-fails-over",
      resource,
      because: `the ${profile} profile has one node: it may stand still while that is mended`,
    }),
  ];
}

/** An exception where the stack leaves it to its profile, and nowhere else. */
function fromProfile(isProfiles: boolean, exception: PolicyException): PolicyException[] {
  return isProfiles ? [exception] : [];
}

function ofGitHub({ exceptions }: Stack, { managed, app, infrastructure, isOneRepository }: GitHub): PolicyException[] {
  if (!managed) {
    return [];
  }
  const repositories: [string, Repository][] = [
    ["repository", app],
    ...(isOneRepository ? [] : ([["infrastructure", infrastructure]] satisfies [string, Repository][])),
  ];
  return repositories.flatMap(([name, repository]) => {
    const resource = `${name}-repository`;
    if (!repositoryAbilities(repository).gates) {
      return exceptions
        .filter(({ key }) => key === ungated)
        .flatMap(({ because }) =>
          ["branch-reviewed", "branch-history-kept", "branch-checked"].map((rule) => ({ rule, resource, because })),
        );
    }
    return managed.reviews === 0 ? [{ rule: "branch-reviewed", resource, because: noReviews }] : [];
  });
}

/** Where a stack says why its repository has no rulesets. */
const ungated = keyOf(["environment", "github", "ungated"]);
const noReviews = "app.delivery.reviews is 0: it asks for nobody to read a change before it is merged";

function ofApproval({ managed, environment, infrastructure }: GitHub): PolicyException[] {
  const { users, teams } = environment.reviewers;
  const { gates, approval } = repositoryAbilities(infrastructure);
  if (environment.gate !== "environment" || (managed && managed.reviews > 0 && gates)) {
    return [];
  }
  const rule = "production-approved";
  const because = managed
    ? noReviews
    : "the stack that manages the repositories asks for the reviews of what is deployed";
  return [
    ...(users.length + teams.length > 0 && approval ? [] : [{ rule, resource: "delivery-environment", because }]),
    {
      rule,
      resource: "delivery-rollback-environment",
      because: "a rollback waits for nobody: it brings back what has run before",
    },
  ];
}
