import type { Rule } from "../../rule.ts";
import { saidOfOneZone } from "../../zones.ts";

export const serviceSpansZones: Rule = {
  name: "service-spans-zones",
  demands: "A service may start its tasks in two availability zones or more.",
  why: "When AWS loses a zone, ECS has nowhere else to start them.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/availability.html",
      says: "Services should be spread over availability zones.",
    },
  ],
  wayOut: "Name subnets of two zones in networkConfiguration.subnets.",
  enforcement: "advisory",
  types: ["aws:ecs/service:Service"],
  looksAround: true,
  check: (service) => saidOfOneZone(service, "networkConfiguration", "subnets"),
};
