import type { Model } from "../model.ts";
import { models as alarmMuteRules } from "./alarm-mute-rule.ts";
import { models as alarms } from "./alarms.ts";
import { models as autoscaling } from "./autoscaling.ts";
import { models as backups } from "./backup-plans.ts";
import { models as buckets } from "./buckets.ts";
import { models as budgets } from "./budgets.ts";
import { models as cacheUsers } from "./cache-users.ts";
import { models as caches } from "./caches.ts";
import { models as certificates } from "./certificates.ts";
import { models as chatChannels } from "./chat-channels.ts";
import { models as compositeAlarms } from "./composite-alarms.ts";
import { models as costAnomalies } from "./cost-anomalies.ts";
import { models as dashboards } from "./dashboards.ts";
import { models as databases } from "./databases.ts";
import { models as docker } from "./docker.ts";
import { models as ecs } from "./ecs.ts";
import { models as eventRules } from "./event-rules.ts";
import { models as fileSystems } from "./file-systems.ts";
import { models as functions } from "./functions.ts";
import { models as github } from "./github.ts";
import { models as healthChecks } from "./health-checks.ts";
import { models as iam } from "./iam.ts";
import { models as loadBalancer } from "./load-balancer.ts";
import { models as logs } from "./logs.ts";
import { models as network } from "./network.ts";
import { models as pullThrough } from "./pull-through.ts";
import { models as queues } from "./queues.ts";
import { models as random } from "./random.ts";
import { models as savedQueries } from "./saved-queries.ts";
import { models as schedules } from "./schedules.ts";
import { models as secrets } from "./secrets.ts";
import { models as securityGroups } from "./security-groups.ts";
import { models as serviceNamespaces } from "./service-namespaces.ts";
import { models as topics } from "./topics.ts";
import { models as webAcls } from "./web-acls.ts";

const groups: readonly (readonly Model[])[] = [
  alarmMuteRules,
  alarms,
  autoscaling,
  backups,
  buckets,
  budgets,
  cacheUsers,
  caches,
  certificates,
  costAnomalies,
  chatChannels,
  compositeAlarms,
  dashboards,
  databases,
  docker,
  ecs,
  eventRules,
  fileSystems,
  functions,
  github,
  healthChecks,
  iam,
  loadBalancer,
  logs,
  network,
  pullThrough,
  queues,
  random,
  savedQueries,
  schedules,
  secrets,
  securityGroups,
  serviceNamespaces,
  topics,
  webAcls,
];

// A file may hand on the models of another one that it belongs to.
const byType: ReadonlyMap<string, Model> = new Map(groups.flat().map((model) => [model.type, model]));

/** Every model, once. */
export const allModels: readonly Model[] = [...byType.values()];

/** The model of a resource type; undefined when the sandbox has none. */
export function modelOf(type: string): Model | undefined {
  return byType.get(type);
}
