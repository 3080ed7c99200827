import type { Config } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import type { Stack } from "./stack.ts";
import type { EndpointService, NetworkPlan } from "./stack-place.ts";
import type { Workload } from "./stack-tasks.ts";

/** Zones of a region, where they are not a, b and c for everyone. */
const zoneLetters: Readonly<Record<string, string>> = { "ap-northeast-1": "acd", "ca-central-1": "abd" };

/** What runs in the network, and so decides what it must reach. */
export type Parts = Pick<Stack, "services" | "jobs" | "databases" | "caches" | "restoreTest">;

/** The network with every default filled in. */
export function resolveNetwork(config: Config, parts: Parts): NetworkPlan {
  const { existing, endpoints = [] } = config.environment.network ?? {};
  const { cidr, zones, nat, flowLogs } = layoutOf(config);
  if (existing) {
    const { vpcId, subnets } = existing;
    return {
      cidr,
      zones,
      nat,
      endpoints: [],
      flowLogs: "none",
      existing: {
        vpcId,
        publicSubnetIds: subnets.public,
        privateSubnetIds: subnets.private,
        dataSubnetIds: subnets.data,
      },
    };
  }
  const needed = nat === "none" ? endpointsOf(parts) : [];
  return { cidr, zones, nat, endpoints: [...new Set([...needed, ...endpoints])].sort(), flowLogs };
}

/** Addresses, zones and ways out of the network, as the place or its profile says. */
export function layoutOf({ environment }: Config): Omit<NetworkPlan, "endpoints" | "existing"> {
  const usual = profiles[environment.profile].network;
  const { region } = environment.aws;
  const { cidr = usual.cidr, zones, nat = usual.nat, flowLogs = usual.flowLogs } = environment.network ?? {};
  const usualZones = [...(zoneLetters[region] ?? "abc")]
    .slice(0, usual.zoneCount)
    .map((letter) => `${region}${letter}`);
  return { cidr, zones: zones ?? usualZones, nat, flowLogs };
}

/** Endpoints by the AWS service of an IAM action; S3 is reached by its gateway. */
const byService: Readonly<Record<string, EndpointService | "s3">> = {
  backup: "backup",
  cloudwatch: "monitoring",
  ecr: "ecr.api",
  elasticfilesystem: "elasticfilesystem",
  kms: "kms",
  logs: "logs",
  rds: "rds",
  s3: "s3",
  secretsmanager: "secretsmanager",
  sqs: "sqs",
  ssm: "ssm",
  ssmmessages: "ssmmessages",
  sts: "sts",
};

/** What a task needs in the network to call an IAM action like `ssm:GetParameter`; undefined: there is no endpoint. */
export function endpointOf(action: string): EndpointService | "s3" | undefined {
  return byService[action.slice(0, action.indexOf(":"))];
}

/** Endpoints without which tasks in a network that has no way out do not start, or do not reach what they use. */
function endpointsOf({ services, jobs, databases, caches, restoreTest }: Parts): EndpointService[] {
  const migrations = Object.values(databases).flatMap(({ migrate }) => migrate ?? []);
  const tasks: readonly Workload[] = [...Object.values(services), ...Object.values(jobs), ...migrations];
  const hasSecrets =
    [databases, caches].some((stores) => Object.keys(stores).length > 0) ||
    tasks.some(
      ({ secrets, sidecars }) => [...secrets, ...Object.values(sidecars).flatMap((one) => one.secrets)].length > 0,
    );
  const uses = tasks.flatMap((task) => Object.values(task.uses));
  return [
    "ecr.api",
    "ecr.dkr",
    "logs",
    ...when(hasSecrets, "secretsmanager"),
    ...when(restoreTest !== undefined, "backup"),
    ...when(restoreTest !== undefined, "rds"),
    ...when(
      Object.values(services).some(({ exec }) => exec !== undefined),
      "ssmmessages",
    ),
    ...when(
      uses.some(({ store }) => store === "queue"),
      "sqs",
    ),
    ...when(
      tasks.some(({ volumes }) => Object.keys(volumes).length > 0),
      "elasticfilesystem",
    ),
    ...tasks
      .flatMap(({ permissions }) => permissions.flatMap(({ actions }) => actions.map(endpointOf)))
      .filter((endpoint) => endpoint !== undefined && endpoint !== "s3"),
  ];
}

function when(needed: boolean, endpoint: EndpointService): EndpointService[] {
  return needed ? [endpoint] : [];
}
