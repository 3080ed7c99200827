import { isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const subnetWithoutPublicAddresses: Rule = {
  name: "subnet-without-public-addresses",
  demands: "A subnet gives out no public addresses by itself.",
  why: "Whatever is started in it can be reached from the internet without anybody having asked for that.",
  sources: [{ control: "EC2.15" }],
  wayOut: "Leave mapPublicIpOnLaunch out; a load balancer and a NAT gateway get their addresses without it.",
  enforcement: "mandatory",
  types: ["aws:ec2/subnet:Subnet"],
  looksAround: false,
  check: ({ inputs }) => (isOn(inputs.mapPublicIpOnLaunch) ? ["mapPublicIpOnLaunch is on"] : []),
};
