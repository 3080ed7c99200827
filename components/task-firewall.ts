import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";

/** Something that tasks connect to: its security group lets in nobody by itself. */
export interface Reachable {
  readonly firewallId: pulumi.Input<string>;
  readonly port: number;
}

export interface TaskFirewallArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly vpcId: pulumi.Input<string>;
  /** Stores, services and file systems by their name. Each gets one rule on either side, keyed by the two names. */
  readonly reaches: Readonly<Record<string, Reachable>>;
  /** Ports beside 443, each to one block of addresses (`any`: everywhere). */
  readonly egress: readonly { readonly port: number; readonly to: string }[];
}

/** The security group of one kind of task, and what must exist before such a task may start. */
export interface TaskFirewall {
  readonly id: pulumi.Output<string>;
  readonly ready: pulumi.Resource[];
}

const everywhere = "0.0.0.0/0";

/** Declares a task's security group: out to HTTPS, to what it uses and to what `egress` names; in, nobody yet. */
export function taskFirewall(name: string, args: TaskFirewallArgs, child: { parent: pulumi.Resource }): TaskFirewall {
  const group = new SecurityGroup(
    `${name}-firewall`,
    {
      name: physicalName("securityGroup", args.prefix, name),
      description: "One kind of task",
      vpcId: args.vpcId,
      tags: { Name: `${args.prefix}-${name}` },
    },
    child,
  );
  const securityGroupId = group.id;
  const ready: pulumi.Resource[] = [];
  for (const { port, to } of [{ port: 443, to: "any" }, ...args.egress]) {
    const cidrIpv4 = to === "any" ? everywhere : to;
    const key = to === "any" ? `${port}` : `${port}-${to.replaceAll(/[./]/g, "-")}`;
    const rule = { securityGroupId, cidrIpv4, ipProtocol: "tcp", fromPort: port, toPort: port };
    ready.push(new SecurityGroupEgressRule(`${name}-out-${key}`, rule, child));
  }
  for (const [reached, { firewallId, port }] of Object.entries(args.reaches)) {
    const ports = { ipProtocol: "tcp", fromPort: port, toPort: port };
    const out = { securityGroupId, referencedSecurityGroupId: firewallId, ...ports };
    const into = { securityGroupId: firewallId, referencedSecurityGroupId: securityGroupId, ...ports };
    ready.push(new SecurityGroupEgressRule(`${name}-out-${reached}`, out, child));
    ready.push(new SecurityGroupIngressRule(`${name}-into-${reached}`, into, child));
  }
  return { id: group.id, ready };
}
