import { isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const serviceWaitedFor: Rule = {
  name: "service-waited-for",
  demands: "An update waits until the new tasks of a service run.",
  why: "It reports success otherwise, while ECS takes the deployment back.",
  sources: [
    {
      url: "https://github.com/hashicorp/terraform-provider-aws/issues/20858",
      says: "Without the wait an update is green although the deployment was rolled back.",
    },
  ],
  wayOut: "Set waitForSteadyState: true.",
  enforcement: "advisory",
  types: ["aws:ecs/service:Service"],
  looksAround: false,
  check: ({ inputs }) => (isOn(inputs.waitForSteadyState) ? [] : ["waitForSteadyState is off"]),
};
