import { firewallTypes, type OpenRule, openRules, portsOf } from "../../firewall.ts";
import type { Rule } from "../../rule.ts";

const webPorts: readonly (number | undefined)[] = [80, 443];

export const internetOnWebPortsOnly: Rule = {
  name: "internet-on-web-ports-only",
  demands: "A firewall lets the internet in on TCP 80 and 443 and nowhere else.",
  why: "Every other open port is found by scanners within minutes: shells, databases, dashboards that were never meant for strangers.",
  sources: [{ control: "EC2.18" }, { control: "EC2.19" }],
  wayOut: "Name the security group that may come in (referencedSecurityGroupId) or the block of addresses.",
  enforcement: "mandatory",
  types: firewallTypes("ingress"),
  looksAround: false,
  check: (resource) =>
    openRules(resource, "ingress")
      .filter((rule) => !isWeb(rule))
      .map((rule) => `it lets ${rule.block} in on ${portsOf(rule)}`),
};

function isWeb({ protocol, fromPort, toPort }: OpenRule): boolean {
  return protocol === "tcp" && fromPort === toPort && webPorts.includes(fromPort);
}
