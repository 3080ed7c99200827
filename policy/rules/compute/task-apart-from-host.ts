import { taskDefinitionType } from "../../containers.ts";
import type { Rule } from "../../rule.ts";

export const taskApartFromHost: Rule = {
  name: "task-apart-from-host",
  demands: "A task has a network, processes and memory of its own.",
  why: "With those of the machine a container reads the secrets of its neighbours, from the metadata address or their memory.",
  sources: [
    { control: "ECS.3" },
    {
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-17",
      says: "ECS.17: task definitions should not use the host network mode.",
    },
  ],
  wayOut: 'Set networkMode: "awsvpc", and leave pidMode and ipcMode out.',
  enforcement: "mandatory",
  types: [taskDefinitionType],
  looksAround: false,
  check: ({ inputs }) =>
    ["networkMode", "pidMode", "ipcMode"].filter((mode) => inputs[mode] === "host").map((mode) => `${mode} is host`),
};
