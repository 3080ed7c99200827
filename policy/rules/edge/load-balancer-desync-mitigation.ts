import { isApplication, loadBalancerTypes } from "../../load-balancing.ts";
import type { Rule } from "../../rule.ts";

export const loadBalancerDesyncMitigation: Rule = {
  name: "load-balancer-desync-mitigation",
  demands: "A load balancer holds back requests that it and the service could read differently.",
  why: "Where the two disagree on the end of a request, one visitor's request is answered to another.",
  sources: [{ control: "ELB.12" }],
  wayOut: 'Set desyncMitigationMode: "defensive" or "strictest", or leave it out.',
  enforcement: "mandatory",
  types: loadBalancerTypes,
  looksAround: false,
  check: (resource) =>
    isApplication(resource) && resource.inputs.desyncMitigationMode === "monitor"
      ? ["desyncMitigationMode is monitor, which lets them all through"]
      : [],
};
