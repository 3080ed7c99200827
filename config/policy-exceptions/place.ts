import type { PolicyException } from "../../lib/policy-exception.ts";
import { type Profile, profiles } from "../profiles.ts";
import type { Stack } from "../stack.ts";
import type { Workload } from "../stack-tasks.ts";

/** For the rules of network, edge, compute and identity. */
export function placeExceptions(stack: Stack): readonly PolicyException[] {
  return [
    ...ofProfile(stack),
    ...unencryptedEdge(stack),
    ...workloadsOf(stack).flatMap(({ name, workload }) => ofWorkload(name, workload)),
    ...ofServices(stack),
    ...explainedValues(stack),
    ...deployment(stack),
    ...sleepCalls(stack),
  ];
}

/** What a profile may leave out, and why it does. */
const savings: readonly {
  readonly exception: PolicyException;
  readonly isSaved: (stack: Stack, profile: Profile) => boolean;
}[] = [
  {
    exception: {
      rule: "vpc-flow-logs",
      resource: "network-vpc",
      because: "a log of the network is for looking back at attacks, and no data of customers is here",
    },
    isSaved: ({ network }, profile) =>
      network.flowLogs === "none" && profile.network.flowLogs === "none" && !network.existing,
  },
  {
    exception: {
      rule: "load-balancer-deletion-protection",
      resource: "edge-alb",
      because: "the environment can be taken down and brought up again",
    },
    isSaved: ({ edge }, profile) => !edge.deletionProtection && !profile.edge.deletionProtection,
  },
  {
    exception: {
      rule: "load-balancer-access-logs",
      resource: "edge-alb",
      because: "nobody but the team sends requests, and the services log theirs",
    },
    isSaved: ({ edge }, profile) => !edge.accessLogs && profile.edge.accessLogDays === 0,
  },
  {
    exception: {
      rule: "web-acl-on-load-balancer",
      resource: "edge-alb",
      because: "its monthly price buys nothing where no data of customers is",
    },
    isSaved: ({ edge }, profile) => !edge.waf && profile.edge.waf === "none",
  },
  {
    exception: {
      rule: "cluster-insights",
      resource: "cluster-tasks",
      because: "the metrics of each task cost more than the tasks of a small environment",
    },
    isSaved: ({ logs }, profile) => !logs.insights && !profile.insights,
  },
];

/** Explained where the stack has what its profile has, and nowhere else. */
function ofProfile(stack: Stack): PolicyException[] {
  const { profile } = stack;
  return savings
    .filter(({ isSaved }) => isSaved(stack, profiles[profile]))
    .map(({ exception: { because, ...found } }) => ({
      ...found,
      because: `the ${profile} profile has none: ${because}`,
    }));
}

function unencryptedEdge({ edge: { insecureHttp } }: Stack): PolicyException[] {
  return insecureHttp
    ? ["edge-http", "*-route*"].map((resource) => ({ rule: "listener-encrypted", resource, ...insecureHttp }))
    : [];
}

/** Everything that runs the app's image, by the name of its task. */
function workloadsOf({ services, jobs, databases }: Stack): { name: string; workload: Workload }[] {
  const migrations = Object.entries(databases).flatMap(([name, { migrate }]) =>
    migrate ? [{ name: `${name}-migration-task`, workload: migrate }] : [],
  );
  return [...Object.entries({ ...services, ...jobs }).map(([name, workload]) => ({ name, workload })), ...migrations];
}

function ofWorkload(name: string, { writableRoot, permissions }: Workload): PolicyException[] {
  // AWS reads the parts that an ARN lacks as stars.
  const isWide = (arn: string) => arn.includes("*") || arn.split(":").length < 6;
  const wide = permissions.filter(({ resources }) => resources.some(isWide));
  return [
    ...(writableRoot ? [{ rule: "task-root-read-only", resource: `${name}-definition`, ...writableRoot }] : []),
    ...wide.map(({ because }) => ({ rule: "iam-*", resource: `${name}-app-policy`, because })),
  ];
}

function ofServices({ services }: Stack): PolicyException[] {
  const because = "the release is a rollback, which no alarm may take back again";
  return Object.entries(services).flatMap(([name, { exec, isGoingBack }]) => [
    ...(exec ? [{ rule: "service-exec-off", resource: `${name}-service`, ...exec }] : []),
    ...(isGoingBack ? [{ rule: "service-rollback-alarms", resource: `${name}-service`, because }] : []),
  ]);
}

/** Values of variables that look like a secret and are none, of one task or of every one. */
function explainedValues({ exceptions }: Stack): PolicyException[] {
  return exceptions.flatMap(({ key, because }) => {
    const found = /^slipway:app\.(?:(?:services|jobs)\.([^.]+)\.|databases\.([^.]+)\.migrate\.)?env\.[^.]+$/.exec(key);
    const [, task, database] = found ?? [];
    const name = task ?? (database === undefined ? "*" : `${database}-migration-task`);
    return found ? [{ rule: "task-secrets-by-reference", resource: `${name}-definition`, because }] : [];
  });
}

function deployment({ github }: Stack): PolicyException[] {
  const because =
    "whoever deploys makes and deletes whole environments, of things that get their ids only then; what may never be " +
    "touched is refused to the role by its boundary";
  const areas = github ? ["compute", "data", "network", "watch"] : [];
  return areas.map((area) => ({ rule: "iam-wildcards-scoped", resource: `deploy-${area}`, because }));
}

function sleepCalls({ sleep }: Stack): PolicyException[] {
  const because = "the Scheduler calls again for 24 hours, and the next evening or morning does the same once more";
  const calls = sleep ? ["evening", "morning", "settle"] : [];
  return calls.map((call) => ({ rule: "schedule-dead-letters", resource: `sleep-${call}`, because }));
}
