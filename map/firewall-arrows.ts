import type { Stack } from "../config/stack.ts";
import type { PlannedResource } from "../plan/plan.ts";
import type { Arrow } from "./environment-map.ts";

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const everywhere = "0.0.0.0/0";
/** Boxes of tasks; the one that makes the roles of a database is the database's. */
const tasks = /^(service|job|migration)\//;

/**
 * Who may connect to whom, as the rules of the security groups have it. Between two groups both have a rule, and the one
 * that lets in is read. Out of the network there is only that of the task: that HTTPS may go anywhere is every task's,
 * and drawn from the NAT gateways on; in a network that somebody else keeps, nobody knows what is on its way.
 *
 * @param homes box of each resource, by its URN
 */
export function firewallArrows(
  resources: readonly PlannedResource[],
  homes: ReadonlyMap<string, string>,
  { network }: Pick<Stack, "network">,
): Arrow[] {
  const drawsHttps = network.existing !== undefined;
  return resources.flatMap((rule) => {
    const own = homes.get(rule.references?.securityGroupId?.[0] ?? "");
    if (own === undefined) {
      return [];
    }
    return rule.type === ingress ? into(own, rule, homes) : rule.type === egress ? outOf(own, rule, drawsHttps) : [];
  });
}

function into(own: string, { inputs, references }: PlannedResource, homes: ReadonlyMap<string, string>): Arrow[] {
  const other = homes.get(references?.referencedSecurityGroupId?.[0] ?? "");
  const from = inputs.cidrIpv4 === everywhere ? "people" : other;
  return from === undefined ? [] : [{ from, to: own, says: portText(inputs) }];
}

function outOf(own: string, { inputs }: PlannedResource, drawsHttps: boolean): Arrow[] {
  const { cidrIpv4 } = inputs;
  const says = portText(inputs);
  const isHttps = cidrIpv4 === everywhere && says === "443";
  if (cidrIpv4 === undefined || (isHttps && !(drawsHttps && tasks.test(own)))) {
    return [];
  }
  return [{ from: own, to: cidrIpv4 === everywhere ? "internet" : `external/${cidrIpv4}`, says }];
}

function portText({ fromPort, toPort }: PlannedResource["inputs"]): string {
  return fromPort === toPort ? `${fromPort}` : `${fromPort} to ${toPort}`;
}
