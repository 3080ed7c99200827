import { isOn } from "../../inputs.ts";
import { loadBalancerTypes } from "../../load-balancing.ts";
import type { Rule } from "../../rule.ts";

export const loadBalancerDeletionProtection: Rule = {
  name: "load-balancer-deletion-protection",
  demands: "A load balancer is protected from deletion.",
  why: "One click or one replacement takes every service behind it off the internet, and its address does not come back.",
  sources: [{ control: "ELB.6" }],
  wayOut: "Set enableDeletionProtection: true.",
  enforcement: "advisory",
  types: loadBalancerTypes,
  looksAround: false,
  check: ({ inputs }) => (isOn(inputs.enableDeletionProtection) ? [] : ["enableDeletionProtection is off"]),
};
