import type { CountedKind, CountedResource, QuotaCode } from "../cloud/account.ts";
import type { Stack } from "../config/stack.ts";
import type { Plan, PlannedResource } from "../plan/plan.ts";

/** A quota, and what a stack needs of it. */
export interface QuotaNeed extends QuotaCode {
  /** What is counted: `vCPU on Fargate`. */
  readonly of: string;
  /** What the whole stack needs to come up; without as much something of it cannot be made. */
  readonly needs: number;
  /** What it may need at most: at its full scale, while a release takes over. @default as to come up */
  readonly peak?: number;
  /** How what is there already is counted; absent: the quota is of something that the stack alone has. */
  readonly counted?: CountedKind;
  /** Counted in each availability zone by itself. */
  readonly perZone?: true;
}

/** What a stack needs of each quota that is known to end a first deployment. */
export function quotaNeeds({ services, jobs, databases }: Stack, { resources }: Pick<Plan, "resources">): QuotaNeed[] {
  const running = Object.values(services).filter(({ off }) => !off);
  const vcpu = (spot: boolean, tasks: "min" | "max") =>
    sum(running.filter((one) => Boolean(one.spot) === spot).map((one) => (one.cpu / 1024) * one[tasks]));
  const once = [...Object.values(jobs), ...Object.values(databases).flatMap(({ migrate }) => migrate ?? [])];
  const aside = sum(once.map(({ cpu }) => cpu / 1024));
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const all: readonly QuotaNeed[] = [
    {
      service: "fargate",
      code: "L-3032A538",
      of: "vCPU on Fargate",
      needs: vcpu(false, "min") + aside,
      peak: 2 * vcpu(false, "max") + aside,
    },
    {
      service: "fargate",
      code: "L-36FBB829",
      of: "vCPU on Fargate Spot",
      needs: vcpu(true, "min"),
      peak: 2 * vcpu(true, "max"),
    },
    {
      service: "ec2",
      code: "L-0263D0A3",
      of: "Elastic IP addresses",
      needs: ofType("aws:ec2/eip:Eip").length,
      counted: "address",
    },
    { service: "vpc", code: "L-F678F1CE", of: "VPCs", needs: ofType("aws:ec2/vpc:Vpc").length, counted: "vpc" },
    {
      service: "vpc",
      code: "L-FE5A380F",
      of: "NAT gateways in a zone",
      needs: Math.min(1, ofType("aws:ec2/natGateway:NatGateway").length),
      counted: "natGateway",
      perZone: true,
    },
    {
      service: "vpc",
      code: "L-0EA8095F",
      of: "rules of a security group, in or out",
      needs: Math.max(most(resources, "Ingress"), most(resources, "Egress")),
    },
    {
      service: "elasticloadbalancing",
      code: "L-7EED9B64",
      of: "rules of a load balancer",
      needs: ofType("aws:lb/listenerRule:ListenerRule").length,
    },
    {
      service: "rds",
      code: "L-7B6409FD",
      of: "database instances",
      needs: ofType("aws:rds/instance:Instance").length,
      counted: "databaseInstance",
    },
  ];
  return all.filter(({ needs, peak = 0 }) => needs > 0 || peak > 0);
}

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

/** Of all groups the most rules that one of them has. */
function most(resources: readonly PlannedResource[], direction: "Ingress" | "Egress"): number {
  const rules = resources.filter(({ type }) => type.endsWith(`:SecurityGroup${direction}Rule`));
  const groups = Map.groupBy(rules, ({ references, inputs }) =>
    JSON.stringify(references?.securityGroupId ?? inputs.securityGroupId),
  );
  return Math.max(0, ...[...groups.values()].map(({ length }) => length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
