import { listOf } from "../../inputs.ts";
import { loadBalancerTypes } from "../../load-balancing.ts";
import type { Rule } from "../../rule.ts";

export const loadBalancerSpansZones: Rule = {
  name: "load-balancer-spans-zones",
  demands: "A load balancer stands in two availability zones or more.",
  why: "AWS loses a zone now and then, and everything behind the load balancer with it.",
  sources: [{ control: "ELB.13" }],
  wayOut: "Give it subnets of two zones.",
  enforcement: "mandatory",
  types: loadBalancerTypes,
  looksAround: false,
  check({ inputs: { subnets, subnetMappings } }) {
    const count = Math.max(listOf(subnets).length, listOf(subnetMappings).length);
    return count < 2 ? [`it stands in ${count} subnet${count === 1 ? "" : "s"}`] : [];
  },
};
