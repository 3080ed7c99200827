import { containersWithout, taskDefinitionType } from "../../containers.ts";
import { at } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const taskLogs: Rule = {
  name: "task-logs",
  demands: "A container sends what it prints to a log.",
  why: "When a task dies, its last words die with it.",
  sources: [{ control: "ECS.9" }],
  wayOut: "Set logConfiguration with a logDriver, for example awslogs.",
  enforcement: "mandatory",
  types: [taskDefinitionType],
  looksAround: false,
  check: (definition) =>
    containersWithout(definition, (container) => !!at(container, "logConfiguration.logDriver"), "has no log"),
};
