import type { Model } from "../model.ts";
import { containerRules } from "./ecs-container-rules.ts";
import { deregisterRevision, keepRevision } from "./ecs-revisions.ts";
import { executionRoleGiven, taskRules } from "./ecs-task-rules.ts";
import { volumeRules } from "./ecs-task-volumes.ts";
import { arn } from "./identifiers.ts";
import { exists } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const REGISTER = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html";

/** Pulumi type token. */
export const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";

const taskDefinition: Model = {
  type: TASK_DEFINITION,
  defaults: { enableFaultInjection: false, networkMode: "bridge", skipDestroy: false, trackLatest: false },
  checks: [...taskRules, ...volumeRules, ...containerRules],
  identify: (inputs) => str(inputs, "family") ?? "",
  outputs(inputs, id, seed, place) {
    const revision = seed.next(`task-definition/${id}`);
    const arnWithoutRevision = arn(placeOf(inputs, place), "ecs", `task-definition/${id}`);
    return { arn: `${arnWithoutRevision}:${revision}`, arnWithoutRevision, revision };
  },
  requires: [
    executionRoleGiven,
    exists({
      id: "task-definition-execution-role-exists",
      input: "executionRoleArn",
      type: token.role,
      noun: "role",
      by: "arn",
      code: "ClientException: Role is not valid",
      source: REGISTER,
    }),
    exists({
      id: "task-definition-task-role-exists",
      input: "taskRoleArn",
      type: token.role,
      noun: "role",
      by: "arn",
      code: "ClientException: Role is not valid",
      source: REGISTER,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a revision is only deregistered, and what runs on it goes on" },
  after: (change, subject) => (change === "deleted" ? deregisterRevision(subject) : keepRevision(subject)),
  typicalMinutes: 0.1,
};

/** Models of a task definition. */
export const models: readonly Model[] = [taskDefinition];
