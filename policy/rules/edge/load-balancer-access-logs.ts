import { at, isOn } from "../../inputs.ts";
import { loadBalancerTypes } from "../../load-balancing.ts";
import type { Rule } from "../../rule.ts";

export const loadBalancerAccessLogs: Rule = {
  name: "load-balancer-access-logs",
  demands: "A load balancer logs its requests.",
  why: "After an attack or an outage nobody can say which requests came, from where, and what they got.",
  sources: [{ control: "ELB.5" }],
  wayOut: "Set accessLogs: {bucket, enabled: true}; a bucket alone logs nothing.",
  enforcement: "advisory",
  types: loadBalancerTypes,
  looksAround: false,
  check: ({ inputs }) => (isOn(at(inputs, "accessLogs.enabled")) ? [] : ["accessLogs is not enabled"]),
};
