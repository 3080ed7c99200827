import { taskDefinitionType } from "../../containers.ts";
import type { Rule } from "../../rule.ts";

export const taskRolesApart: Rule = {
  name: "task-roles-apart",
  demands: "The role that starts a task is not the role that the app has.",
  why: "The starting role reads every secret of the task and pulls images; the app, and whoever breaks into it, needs neither.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html",
      says: "The task execution role is ECS's, the task role is the app's.",
    },
  ],
  wayOut: "Make two roles, for executionRoleArn and taskRoleArn.",
  enforcement: "mandatory",
  types: [taskDefinitionType],
  looksAround: false,
  check: ({ inputs: { executionRoleArn, taskRoleArn } }) =>
    taskRoleArn !== undefined && executionRoleArn === taskRoleArn
      ? ["executionRoleArn and taskRoleArn are the same role"]
      : [],
};
