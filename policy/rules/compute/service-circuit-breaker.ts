import { at, isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const serviceCircuitBreaker: Rule = {
  name: "service-circuit-breaker",
  demands: "A deployment whose tasks do not start is taken back.",
  why: "ECS starts the broken tasks again and again otherwise, for hours, and the deployment neither fails nor ends.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
      says: "The circuit breaker marks a deployment as failed when tasks do not reach a steady state, and can roll it back.",
    },
  ],
  wayOut: "Set deploymentCircuitBreaker: {enable: true, rollback: true}.",
  enforcement: "advisory",
  types: ["aws:ecs/service:Service"],
  looksAround: false,
  check({ inputs }) {
    const breaker = inputs.deploymentCircuitBreaker;
    const isOfEcs = (at(inputs, "deploymentController.type") ?? "ECS") === "ECS";
    return isOfEcs && !(isOn(at(breaker, "enable")) && isOn(at(breaker, "rollback")))
      ? ["deploymentCircuitBreaker does not take a failed deployment back"]
      : [];
  },
};
