import type { Stack } from "../config/stack.ts";
import type { GitHub } from "../config/stack-delivery.ts";
import { parseUrn } from "../lib/urn.ts";
import type { PlannedResource } from "../plan/plan.ts";
import { repositoryId } from "./boxes/github.ts";
import { natZones } from "./boxes/network.ts";
import { topics } from "./boxes/watch.ts";

/** As much of a resource as says where it belongs. */
export type Placed = Pick<PlannedResource, "name" | "path" | "urn">;

/** What a resource and the component around it are called, and all their types from the outermost on. */
interface Where {
  /** Logical name of the outermost component. */
  readonly top: string;
  readonly name: string;
  readonly types: readonly string[];
}

type Rule = (where: Where, stack: Stack) => string;

/** The box of what the components of a type declare, by the type. What stands alone belongs to the account. */
const rules: Readonly<Record<string, Rule>> = {
  "slipway:alarm-topics:AlarmTopics": boxOfTopic,
  "slipway:app-secrets:AppSecrets": () => "secrets",
  "slipway:bucket:Bucket": ({ top }) => `bucket/${top}`,
  "slipway:built-image:BuiltImage": () => "account",
  "slipway:cache:Cache": ({ top }) => `cache/${top}`,
  "slipway:cluster:Cluster": () => "cluster",
  "slipway:cost-anomalies:CostAnomalies": () => "alarms",
  "slipway:cost-budget:CostBudget": () => "alarms",
  "slipway:dashboard:Dashboard": () => "alarms",
  "slipway:database-roles:DatabaseRoles": ({ top }) => `database/${without(top, "-roles")}`,
  "slipway:database:Database": boxOfDatabase,
  "slipway:deploy-role:DeployRole": () => "role/deploy",
  "slipway:file-system:FileSystem": ({ top }) => `file-system/${top}`,
  "slipway:github-environment:GitHubEnvironment": ({ top }) =>
    top.endsWith("-rollback") ? "environment/rollback" : "environment/deploy",
  "slipway:github-repository:GitHubRepository": ({ top }, { github }) => boxOfRepository(top, github),
  "slipway:job:Job": ({ top }) => `job/${top}`,
  "slipway:load-balancer:LoadBalancer": boxOfEdge,
  "slipway:log-metrics:LogMetrics": () => "alarms",
  "slipway:migration:Migration": ({ top }) => `migration/${without(top, "-migration")}`,
  "slipway:network:Network": boxOfNetwork,
  "slipway:permissions-boundary:PermissionsBoundary": () => "account",
  "slipway:preview-role:PreviewRole": () => "role/preview",
  "slipway:pull-through-cache:PullThroughCache": boxOfPulled,
  "slipway:queue-depth:QueueDepth": ({ top }) => `cache/${without(top, "-queue-depth")}`,
  "slipway:queue:Queue": ({ top }) => `queue/${top}`,
  "slipway:restore-test:RestoreTest": () => "restore-test",
  "slipway:saved-queries:SavedQueries": () => "alarms",
  "slipway:secret-rotation:SecretRotation": () => "secret-rotation",
  "slipway:service-namespace:ServiceNamespace": boxOfName,
  "slipway:sleep:Sleep": () => "sleep",
  "slipway:task-events:TaskEvents": () => "alarms",
  "slipway:uptime-check:UptimeCheck": () => "alarms",
  "slipway:web-service:WebService": ({ top }) => `service/${top}`,
  "slipway:worker:Worker": ({ top }) => `service/${top}`,
  "pulumi:providers:github": ({ name }, { github }) =>
    boxOfRepository(name === "github-app" ? "repository" : "infrastructure", github),
};

/** Types of components that have a box of their own, or a place in one. */
export const placedTypes: readonly string[] = Object.keys(rules);

/** Id of the box that stands for a resource, among those that the map has. */
export function boxOf({ name, path, urn }: Placed, stack: Stack, boxes: ReadonlySet<string>): string {
  const types = parseUrn(urn)?.types ?? [];
  const [top = name] = path.split("/");
  const id = rules[types[0] ?? ""]?.({ top, name, types }, stack);
  return id !== undefined && boxes.has(id) ? id : "account";
}

function without(name: string, ending: string): string {
  return name.slice(0, -ending.length);
}

/** A receiver has its subscriptions; the topics are for all. */
function boxOfTopic({ top, name }: Where, { alarms }: Stack): string {
  const heard = topics.flatMap((topic) =>
    alarms[topic].flatMap(({ key }) =>
      [`${top}-${topic}-${key}`, `${top}-${topic}-us-east-1-${key}`].includes(name) ? [`receiver/${topic}/${key}`] : [],
    ),
  );
  return heard[0] ?? "alarms";
}

function boxOfDatabase({ top, name }: Where): string {
  const replica = name.startsWith(`${top}-replica-`) ? /^\d+/.exec(name.slice(`${top}-replica-`.length)) : undefined;
  return replica ? `replica/${top}/${replica[0]}` : `database/${top}`;
}

function boxOfEdge({ types }: Where): string {
  if (types[1] === "slipway:web-acl:WebAcl") {
    return "firewall";
  }
  const isName = types[1] === "slipway:certificate:Certificate" || types.at(-1) === "aws:route53/record:Record";
  return isName ? "dns" : "edge";
}

function boxOfNetwork({ top, name }: Where, { network }: Stack): string {
  for (const zone of natZones({ network })) {
    if (isOf(name, `${top}-nat-${zone}`)) {
      return `nat/${zone}`;
    }
  }
  for (const tier of ["public", "private", "data"]) {
    const zone = network.zones.find((one) => isOf(name, `${top}-${tier}-${one}`));
    if (zone !== undefined) {
      return `subnet/${tier}/${zone}`;
    }
    if (isOf(name, `${top}-${tier}`)) {
      return `tier/${tier}`;
    }
  }
  return "network";
}

function isOf(name: string, part: string): boolean {
  return name === part || name.startsWith(`${part}-`);
}

/** The security group by which one is let in to a service is the service's. */
function boxOfName({ top, name }: Where): string {
  const service = name.startsWith(`${top}-`) && name.endsWith("-door") ? name.slice(top.length + 1) : undefined;
  return service === undefined ? "cluster" : `service/${without(service, "-door")}`;
}

function boxOfPulled({ top, name }: Where, { pullThrough }: Stack): string {
  const host = Object.keys(pullThrough).find((one) => isOf(name, `${top}-${one}`));
  return host === undefined ? "account" : `registry/${host}`;
}

/** Where one repository does both, its component is called after the app's. */
function boxOfRepository(component: string, github: GitHub | undefined): string {
  if (!github) {
    return "account";
  }
  return repositoryId(component === "repository" ? github.app : github.infrastructure);
}
