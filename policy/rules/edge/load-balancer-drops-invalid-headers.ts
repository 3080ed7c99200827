import { isOn } from "../../inputs.ts";
import { isApplication, loadBalancerTypes } from "../../load-balancing.ts";
import type { Rule } from "../../rule.ts";

export const loadBalancerDropsInvalidHeaders: Rule = {
  name: "load-balancer-drops-invalid-headers",
  demands: "A load balancer drops headers that no standard allows.",
  why: "Such headers are how one request is smuggled inside another, past the checks of whoever is in front.",
  sources: [{ control: "ELB.4" }],
  wayOut: "Set dropInvalidHeaderFields: true.",
  enforcement: "mandatory",
  types: loadBalancerTypes,
  looksAround: false,
  check: (resource) =>
    isApplication(resource) && !isOn(resource.inputs.dropInvalidHeaderFields) ? ["dropInvalidHeaderFields is off"] : [],
};
