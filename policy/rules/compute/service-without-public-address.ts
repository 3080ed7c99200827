import { at, isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

/** Where each type says it. */
const places: Readonly<Record<string, string>> = {
  "aws:ecs/service:Service": "networkConfiguration.assignPublicIp",
  "aws:ecs/taskSet:TaskSet": "networkConfiguration.assignPublicIp",
  "aws:scheduler/schedule:Schedule": "target.ecsParameters.networkConfiguration.assignPublicIp",
  "aws:cloudwatch/eventTarget:EventTarget": "ecsTarget.networkConfiguration.assignPublicIp",
};

export const serviceWithoutPublicAddress: Rule = {
  name: "service-without-public-address",
  demands: "A task has no public address.",
  why: "One wrong firewall rule is then enough for the internet to reach it.",
  sources: [{ control: "ECS.2" }, { control: "ECS.16" }],
  wayOut: "Run it in private subnets with assignPublicIp: false; it gets out through a NAT gateway or endpoints.",
  enforcement: "mandatory",
  types: Object.keys(places),
  looksAround: false,
  check: ({ type, inputs }) => (isOn(at(inputs, places[type] ?? "")) ? ["assignPublicIp is on"] : []),
};
