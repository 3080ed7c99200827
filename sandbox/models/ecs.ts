import type { Model } from "../model.ts";
import { models as cluster } from "./ecs-cluster.ts";
import { models as service } from "./ecs-service.ts";
import { models as taskDefinition } from "./ecs-task-definition.ts";

/** ECS of an account. */
export const models: readonly Model[] = [...cluster, ...taskDefinition, ...service];
