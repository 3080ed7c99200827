import type { CountedKind, CountedResource, QuotaCode } from "../cloud/account.ts";
import type { Stack } from "../config/stack.ts";
import type { Plan } from "./plan.ts";

/** A quota, and what a stack needs of it. */
export interface QuotaNeed {
  /** What is counted: `vCPU on Fargate`. */
  readonly of: string;
  /** What AWS gives an account, or a thing in it, that has asked for nothing. */
  readonly given: number;
  /** Page of AWS that says so. */
  readonly source: string;
  /** How AWS is asked about it, and for more; absent: AWS gives nobody more. */
  readonly raised?: QuotaCode;
  /** What the whole stack needs to come up; without as much something of it cannot be made. */
  readonly needs: number;
  /** What it may need at most: at its full scale, while a release takes over. @default as to come up */
  readonly peak?: number;
  /** How what is there already is counted; absent: the quota is of something that the stack alone has. */
  readonly counted?: CountedKind;
  /** Counted in each availability zone by itself. */
  readonly perZone?: true;
}

type Count = (resources: Plan["resources"]) => number;

const pages = {
  ecs: "https://docs.aws.amazon.com/general/latest/gr/ecs-service.html",
  ec2: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html#using-instance-addressing-limit",
  vpc: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
  loadBalancer: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
  rds: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html",
  logs: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html",
};

/** What a stack needs of each quota that is known to end a first deployment, or that many services come to. */
export function quotaNeeds(stack: Stack, { resources }: Pick<Plan, "resources">): QuotaNeed[] {
  const counts = ofResources.map((quota) => ({ ...quota, needs: quota.needs(resources) }));
  return [...fargate(stack), ...counts].filter(({ needs, peak = 0 }) => needs > 0 || peak > 0);
}

function fargate({ services, jobs, databases }: Stack): QuotaNeed[] {
  const running = Object.values(services).filter(({ off }) => !off);
  const vcpu = (spot: boolean, tasks: "min" | "max") =>
    sum(running.filter((one) => Boolean(one.spot) === spot).map((one) => (one.cpu / 1024) * one[tasks]));
  const once = [...Object.values(jobs), ...Object.values(databases).flatMap(({ migrate }) => migrate ?? [])];
  const aside = sum(once.map(({ cpu }) => cpu / 1024));
  const given = { given: 6, source: pages.ecs };
  return [
    {
      ...given,
      raised: { service: "fargate", code: "L-3032A538" },
      of: "vCPU on Fargate",
      needs: vcpu(false, "min") + aside,
      peak: 2 * vcpu(false, "max") + aside,
    },
    {
      ...given,
      raised: { service: "fargate", code: "L-36FBB829" },
      of: "vCPU on Fargate Spot",
      needs: vcpu(true, "min"),
      peak: 2 * vcpu(true, "max"),
    },
  ];
}

/** What is counted in the plan. */
const ofResources: readonly (Omit<QuotaNeed, "needs"> & { readonly needs: Count })[] = [
  {
    given: 5,
    source: pages.ec2,
    raised: { service: "ec2", code: "L-0263D0A3" },
    of: "Elastic IP addresses",
    needs: all("aws:ec2/eip:Eip"),
    counted: "address",
  },
  {
    given: 5,
    source: pages.vpc,
    raised: { service: "vpc", code: "L-F678F1CE" },
    of: "VPCs",
    needs: all("aws:ec2/vpc:Vpc"),
    counted: "vpc",
  },
  {
    given: 5,
    source: pages.vpc,
    raised: { service: "vpc", code: "L-FE5A380F" },
    of: "NAT gateways in a zone",
    needs: (resources) => Math.min(1, all("aws:ec2/natGateway:NatGateway")(resources)),
    counted: "natGateway",
    perZone: true,
  },
  {
    given: 60,
    source: pages.vpc,
    raised: { service: "vpc", code: "L-0EA8095F" },
    of: "rules of a security group, in or out",
    needs: (resources) =>
      Math.max(
        most("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "securityGroupId")(resources),
        most("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "securityGroupId")(resources),
      ),
  },
  {
    given: 100,
    source: pages.loadBalancer,
    raised: { service: "elasticloadbalancing", code: "L-7EED9B64" },
    of: "rules of a load balancer",
    needs: all("aws:lb/listenerRule:ListenerRule"),
  },
  {
    given: 100,
    source: pages.loadBalancer,
    of: "target groups of a load balancer, of which each web service has two",
    needs: all("aws:lb/targetGroup:TargetGroup"),
  },
  {
    given: 40,
    source: pages.rds,
    raised: { service: "rds", code: "L-7B6409FD" },
    of: "database instances",
    needs: all("aws:rds/instance:Instance"),
    counted: "databaseInstance",
  },
  {
    given: 100,
    source: pages.logs,
    of: "metric filters of a log group",
    needs: most("aws:cloudwatch/logMetricFilter:LogMetricFilter", "logGroupName"),
  },
];

/** How many the others in the account have; those of the stack itself are in what it needs. */
export function othersHave(
  { perZone }: QuotaNeed,
  found: readonly CountedResource[],
  { app, name, network }: Pick<Stack, "app" | "name" | "network">,
): number {
  const others = found.filter(({ tags }) => tags.app !== app || tags.stack !== name);
  return perZone
    ? Math.max(0, ...network.zones.map((zone) => others.filter((other) => other.zone === zone).length))
    : others.length;
}

/** The command that asks AWS for as much as is wanted. */
export function requestFor({ service, code }: QuotaCode, region: string, wanted: number): string {
  return `aws service-quotas request-service-quota-increase --region ${region} --service-code ${service} --quota-code ${code} --desired-value ${Math.ceil(wanted)}`;
}

/** How many resources of a type there are. */
function all(type: string): Count {
  return (resources) => resources.filter((resource) => resource.type === type).length;
}

/** Of all resources of a type those that say the same in `input`: the most of them. */
function most(type: string, input: string): Count {
  return (resources) => {
    const groups = Map.groupBy(
      resources.filter((resource) => resource.type === type),
      ({ references, inputs }) => JSON.stringify(references?.[input] ?? inputs[input]),
    );
    return Math.max(0, ...[...groups.values()].map(({ length }) => length));
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
