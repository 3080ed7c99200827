import type { Model } from "../model.ts";
import { models as alarms } from "./alarms.ts";
import { models as autoscaling } from "./autoscaling.ts";
import { models as cacheUsers } from "./cache-users.ts";
import { models as caches } from "./caches.ts";
import { models as certificates } from "./certificates.ts";
import { models as databases } from "./databases.ts";
import { models as ecs } from "./ecs.ts";
import { models as github } from "./github.ts";
import { models as iam } from "./iam.ts";
import { models as loadBalancer } from "./load-balancer.ts";
import { models as logs } from "./logs.ts";
import { models as network } from "./network.ts";
import { models as random } from "./random.ts";
import { models as schedules } from "./schedules.ts";
import { models as secrets } from "./secrets.ts";
import { models as securityGroups } from "./security-groups.ts";
import { models as topics } from "./topics.ts";

const groups: readonly (readonly Model[])[] = [
  alarms,
  autoscaling,
  cacheUsers,
  caches,
  certificates,
  databases,
  ecs,
  github,
  iam,
  loadBalancer,
  logs,
  network,
  random,
  schedules,
  secrets,
  securityGroups,
  topics,
];

// A file may hand on the models of another one that it belongs to.
const byType: ReadonlyMap<string, Model> = new Map(groups.flat().map((model) => [model.type, model]));

/** Every model, once. */
export const allModels: readonly Model[] = [...byType.values()];

/** The model of a resource type; undefined when the sandbox has none. */
export function modelOf(type: string): Model | undefined {
  return byType.get(type);
}
