import type { Change, ChangedProperty } from "./change.ts";

/** What may be away for a while when a resource of a type changes. */
export interface Interruption {
  readonly type: string;
  /** What it takes; `replace-gap` is a replacement that leaves no time in which both are there. */
  readonly when: "replace" | "replace-gap" | "update";
  /** Of an update: properties that interrupt, by the name that they have in the plan. */
  readonly properties?: readonly string[];
  /** What happens then, after the resource's path and what changes in it. */
  says(change: Change): string;
  /** Public place that says so. */
  readonly source: string;
}

const rds = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html";
const cache = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.RedisReplGrps.html";
const cacheEngine = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.HowTo.html";
const replacement =
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html";
const ecs = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html";
const listeners = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html";
const rules = "https://github.com/hashicorp/terraform-provider-aws/issues/24811";
const nat = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html";

/** In the order in which they are told: what is lost, what nobody reaches, what only pauses. */
export const interruptions: readonly Interruption[] = [
  {
    type: "aws:rds/instance:Instance",
    when: "replace",
    says: () => "made anew, and empty: what uses it fails until its data is there again",
    source: replacement,
  },
  {
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    when: "replace",
    says: () => "made anew, without what is in it: what uses it fails until it is there",
    source: replacement,
  },
  {
    type: "aws:lb/loadBalancer:LoadBalancer",
    when: "replace",
    says: () => "made anew at another address: no request arrives until it is there and DNS knows it",
    source: replacement,
  },
  {
    type: "aws:ecs/service:Service",
    when: "replace-gap",
    says: () => "the old one goes before the new one comes, which has its name: nothing of it runs in between",
    source: replacement,
  },
  {
    type: "aws:lb/targetGroup:TargetGroup",
    when: "replace-gap",
    says: () => "the old one goes before the new one comes, which has its name: routes to it answer 503 in between",
    source: replacement,
  },
  {
    type: "aws:lb/listener:Listener",
    when: "replace",
    says: () => "made anew, with every route on it: requests are refused or answered 404 in between",
    source: replacement,
  },
  {
    type: "aws:lb/listenerRule:ListenerRule",
    when: "replace",
    says: () => "made anew: its route is answered by another rule, or with 404, in between",
    source: rules,
  },
  {
    type: "aws:lb/listener:Listener",
    when: "update",
    properties: ["port", "protocol", "defaultActions"],
    says: () => "for every request at once: clients of the old one get another answer, or none",
    source: listeners,
  },
  {
    type: "aws:ec2/natGateway:NatGateway",
    when: "replace",
    says: () => "made anew: connections of tasks to the internet break, and their public address may be another",
    source: nat,
  },
  {
    type: "aws:rds/instance:Instance",
    when: "update",
    properties: ["engineVersion", "instanceClass", "port", "identifier", "dbSubnetGroupName", "networkType"],
    says: restartOfInstance,
    source: rds,
  },
  {
    type: "aws:rds/instance:Instance",
    when: "update",
    properties: ["backupRetentionPeriod"],
    says: restartOfInstance,
    source: rds,
  },
  {
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    when: "update",
    properties: ["nodeType"],
    says: () => "moved to other nodes: connections break for some seconds",
    source: cache,
  },
  {
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    when: "update",
    properties: ["engine", "engineVersion"],
    says: ({ after }) =>
      after?.inputs.automaticFailoverEnabled === true
        ? "upgraded node by node: connections break for some seconds at the failover"
        : "upgraded on its only node: away until that is done, and what is in it may be lost",
    source: cacheEngine,
  },
  {
    type: "aws:ecs/service:Service",
    when: "update",
    says: () => "its task stops before the new one starts: nothing of it runs in between",
    source: ecs,
  },
];

/** A sentence for each thing that may be away while these changes are made; what is alike is told together. */
export function downtimeOf(changes: readonly Change[]): string[] {
  const found = interruptions.flatMap((one) =>
    changes.flatMap((change) => {
      const causes = causesOf(one, change);
      return causes && change.after
        ? [{ path: change.after.path, says: [...worded(causes), one.says(change)].join(": ") }]
        : [];
    }),
  );
  return [...Map.groupBy(found, ({ says }) => says)].map(
    ([says, those]) => `${those.map(({ path }) => path).join(", ")}: ${says}`,
  );
}

/** What of the change interrupts; undefined where nothing does. */
function causesOf({ type, when, properties }: Interruption, change: Change): readonly ChangedProperty[] | undefined {
  const { what, after, deletesFirst } = change;
  if (after?.type !== type || what !== (when === "update" ? "update" : "replace")) {
    return undefined;
  }
  if (when !== "update") {
    return when === "replace" || deletesFirst ? [] : undefined;
  }
  if (!properties) {
    return stopsFirst(change) ? [] : undefined;
  }
  const causes = change.properties.filter((one) => properties.includes(one.property) && interrupts(one));
  return causes.length > 0 ? causes : undefined;
}

/** A retention of backups restarts the instance only where it turns them on or off. */
function interrupts({ property, from, to }: ChangedProperty): boolean {
  return property !== "backupRetentionPeriod" || (from === 0) !== (to === 0);
}

/** Never two tasks at a time, and there are new ones: a service of which only the tags change keeps its task. */
function stopsFirst({ after, properties }: Change): boolean {
  const changesTasks = properties.some(({ property }) => !/^tags\b/.test(property));
  return after?.inputs.deploymentMinimumHealthyPercent === 0 && after.inputs.desiredCount !== 0 && changesTasks;
}

/** `instanceClass db.t4g.micro → db.t4g.small`, or nothing where nothing of its own changes. */
function worded(causes: readonly ChangedProperty[]): string[] {
  const each = causes.map(({ property, from, to }) => {
    const isPlain = [from, to].every((value) => typeof value !== "object" || value === null);
    return isPlain ? `${property} ${from ?? "(not set)"} → ${to ?? "(not set)"}` : property;
  });
  return each.length > 0 ? [each.join(", ")] : [];
}

function restartOfInstance({ after }: Change): string {
  const { applyImmediately, maintenanceWindow, multiAz, blueGreenUpdate } = after?.inputs ?? {};
  const when = applyImmediately === true ? "at once" : `in its maintenance window (${maintenanceWindow ?? "of AWS"})`;
  if (Object(blueGreenUpdate).enabled === true) {
    return `done on a copy, and the switch to it takes usually less than a minute, ${when}`;
  }
  return multiAz === true
    ? `restarts, ${when}: with its standby, away for a minute or two`
    : `restarts, ${when}: without a standby, away for minutes`;
}
