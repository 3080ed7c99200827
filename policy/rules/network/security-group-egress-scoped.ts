import { firewallTypes, openRules, portsOf } from "../../firewall.ts";
import type { Rule } from "../../rule.ts";

export const securityGroupEgressScoped: Rule = {
  name: "security-group-egress-scoped",
  demands: "A firewall names the ports on which something may go out to the internet.",
  why: "What breaks into a container calls home on any port that it likes; 443 alone is watched and filtered far better.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html",
      says: "Security groups control the traffic of each resource, and allow no more than it needs.",
    },
  ],
  wayOut: "Allow each port on its own, for example tcp 443, and stores by their security group.",
  enforcement: "advisory",
  types: firewallTypes("egress"),
  looksAround: false,
  check: (resource) =>
    openRules(resource, "egress")
      .filter(({ protocol, fromPort, toPort }) => protocol === "-1" || fromPort !== toPort)
      .map((rule) => `it lets ${portsOf(rule)} out to ${rule.block}`),
};
