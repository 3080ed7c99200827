import { listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const serviceCapacityProviders: Rule = {
  name: "service-capacity-providers",
  demands: "A service says where its tasks run by capacity providers.",
  why: "Whoever moves it to Spot later replaces the service, with a gap in which nothing answers.",
  sources: [
    {
      url: "https://github.com/pulumi/pulumi-awsx/issues/1093",
      says: "Going from a launch type to a capacity provider deleted the services.",
    },
  ],
  wayOut: 'Set capacityProviderStrategies: [{capacityProvider: "FARGATE", weight: 1}] in place of launchType.',
  enforcement: "advisory",
  types: ["aws:ecs/service:Service"],
  looksAround: false,
  check: ({ inputs: { capacityProviderStrategies, launchType } }) =>
    listOf(capacityProviderStrategies).length > 0 || launchType === "EXTERNAL"
      ? []
      : [`it has launchType ${launchType ?? "EC2, as nothing is said"}`],
};
