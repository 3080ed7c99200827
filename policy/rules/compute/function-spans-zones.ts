import type { Rule } from "../../rule.ts";
import { saidOfOneZone } from "../../zones.ts";

export const functionSpansZones: Rule = {
  name: "function-spans-zones",
  demands: "A function inside a VPC has subnets of two availability zones or more.",
  why: "When AWS loses the one zone, the function does not run at all.",
  sources: [{ control: "Lambda.5" }],
  wayOut: "Name subnets of two zones in vpcConfig.subnetIds.",
  enforcement: "mandatory",
  types: ["aws:lambda/function:Function"],
  looksAround: true,
  check: (lambda) => saidOfOneZone(lambda, "vpcConfig", "subnetIds"),
};
