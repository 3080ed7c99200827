import { at, listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const clusterInsights: Rule = {
  name: "cluster-insights",
  demands: "A cluster measures its tasks with Container Insights.",
  why: "Restarts, memory and disk of a single task are seen nowhere else.",
  sources: [{ control: "ECS.12" }],
  wayOut: 'Set settings: [{name: "containerInsights", value: "enhanced"}].',
  enforcement: "advisory",
  types: ["aws:ecs/cluster:Cluster"],
  looksAround: false,
  check({ inputs }) {
    const insights = listOf(inputs.settings).find((setting) => at(setting, "name") === "containerInsights");
    const value = at(insights, "value");
    return value === "enabled" || value === "enhanced" ? [] : [`containerInsights is ${value ?? "left out"}`];
  },
};
