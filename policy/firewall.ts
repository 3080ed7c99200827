import { listOf } from "./inputs.ts";
import type { Everything, PolicyResource } from "./rule.ts";

/** A rule of a security group that meets everybody. */
export interface OpenRule {
  /** `tcp`; `-1` stands for every protocol. */
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  /** The block that is everybody, `0.0.0.0/0` or `::/0`, or a large part of everybody. */
  readonly block: string;
}

type Direction = "ingress" | "egress";

const group = "aws:ec2/securityGroup:SecurityGroup";
const oldRule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const newRule: Readonly<Record<Direction, string>> = {
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
};

/** The types that say in some way what a security group lets through. */
export function firewallTypes(direction: Direction): readonly string[] {
  return [group, oldRule, newRule[direction]];
}

/** The rules of a resource of `firewallTypes` that meet everybody. */
export function openRules({ type, inputs }: PolicyResource, direction: Direction): readonly OpenRule[] {
  if (type === group) {
    return listOf(inputs[direction]).flatMap((rule) => openBlocks(Object(rule)));
  }
  const isOther = type === oldRule && inputs.type !== direction;
  return isOther ? [] : openBlocks(inputs);
}

/** The rules that let everybody into a security group, in the group and beside it. */
export function openInto(target: PolicyResource, everything: Everything): readonly OpenRule[] {
  const beside = [oldRule, newRule.ingress].flatMap((type) => everything.referring(type, "securityGroupId", target));
  return [target, ...beside].flatMap((resource) => openRules(resource, "ingress"));
}

/** For example `tcp 22` or `everything`. */
export function portsOf({ protocol, fromPort, toPort }: OpenRule): string {
  if (protocol === "-1") {
    return "everything";
  }
  return fromPort === toPort ? `${protocol} ${fromPort}` : `${protocol} ${fromPort} to ${toPort}`;
}

function openBlocks(rule: Readonly<Record<string, unknown>>): OpenRule[] {
  const { cidrIpv4, cidrIpv6, cidrBlocks, ipv6CidrBlocks, ipProtocol, protocol, fromPort, toPort } = rule;
  return [cidrIpv4, cidrIpv6, cidrBlocks, ipv6CidrBlocks]
    .flatMap(listOf)
    .map(String)
    .filter(isPublic)
    .map((block) => ({
      protocol: protocolOf(ipProtocol ?? protocol),
      ...(isSaid(fromPort) && { fromPort: Number(fromPort) }),
      ...(isSaid(toPort) && { toPort: Number(toPort) }),
      block,
    }));
}

/** Blocks of so few bits are of the internet: 10.0.0.0/8 and fc00::/7 are the widest that are not. */
function isPublic(block: string): boolean {
  const bits = Number(/\/(\d+)$/.exec(block)?.[1] ?? Number.POSITIVE_INFINITY);
  return bits < 8 && !/^f[cd]/i.test(block);
}

/** AWS takes the number of a protocol, too. */
function protocolOf(written: unknown): string {
  const protocol = `${written}`.toLowerCase();
  return { "6": "tcp", "17": "udp", all: "-1" }[protocol] ?? protocol;
}

function isSaid(port: unknown): boolean {
  return port !== undefined && port !== null;
}
