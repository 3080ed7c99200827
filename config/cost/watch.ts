import { always, type Range, sum, times } from "../../lib/cost/range.ts";
import type { Stack } from "../stack.ts";
import type { CostItem } from "./item.ts";
import { tasksOf } from "./tasks.ts";

// How many alarms each has; a test holds the sum against what the program declares.
const ALARMS = { web: 9, worker: 6, job: 5, database: 6, cache: 4, queue: 2, edge: 4, gateway: 1 };
// What Container Insights with enhanced observability tells of a cluster's service and of each of its tasks.
const INSIGHTS = { service: 20, task: 15 };

/** What secrets, alarms, logs and the functions that watch cost. */
export function watchCost(stack: Stack): CostItem[] {
  const alarms = alarmCount(stack);
  const composites = Object.keys(stack.services).length + Object.keys(stack.databases).length;
  const functions = Object.keys(stack.caches).length + (stack.restoreTest ? 1 : 0);
  return [
    {
      component: "secrets",
      what: `${secretCount(stack)} secrets`,
      amounts: [["secretsmanager.secret", secretCount(stack)]],
    },
    {
      component: "alarms",
      what: `about ${alarms} alarms${stack.profile === "production" ? `, ${composites} of several` : ""}, dashboard`,
      amounts: [
        ["cloudwatch.alarm", alarms],
        ["cloudwatch.compositeAlarm", stack.profile === "production" ? composites : 0],
        ["cloudwatch.dashboard", 1],
        ["cloudwatch.metric", Object.keys(stack.metrics).length + Object.keys(stack.services).length],
        ["route53.healthCheck", stack.uptime ? 1 : 0],
        // A function that looks every minute, for a second, with an eighth of a GiB.
        ["lambda.gibSecond", functions * 60 * 730 * 0.125],
      ],
    },
    {
      component: "logs",
      what: `kept ${stack.logs.retentionDays} days${stack.logs.insights ? ", Container Insights" : ""}`,
      amounts: [
        ["logs.storedGib", { low: 0.1, expected: stack.logs.retentionDays / 10, high: stack.logs.retentionDays / 2 }],
        ["cloudwatch.insightsMetric", stack.logs.insights ? insightsMetrics(stack) : 0],
      ],
    },
  ];
}

function alarmCount({ services, jobs, databases, caches, queues, network }: Stack): number {
  const ofServices = Object.values(services).reduce((count, { kind }) => count + ALARMS[kind], 0);
  const gateways = { none: 0, single: 1, "per-zone": network.zones.length }[network.nat];
  return (
    ofServices +
    Object.keys(jobs).length * ALARMS.job +
    Object.keys(databases).length * ALARMS.database +
    Object.keys(caches).length * ALARMS.cache +
    Object.keys(queues).length * ALARMS.queue +
    ALARMS.edge +
    gateways * ALARMS.gateway
  );
}

/** Those of each service, and those of each of its tasks. */
function insightsMetrics({ services }: Stack): Range {
  const tasks = times(sum(Object.values(services).map(tasksOf)), INSIGHTS.task);
  return sum([tasks, always(Object.keys(services).length * INSIGHTS.service)]);
}

/** Those of the app that are stored, and one login for each client of each store. */
function secretCount({ secrets, services, jobs, databases, caches }: Stack): number {
  const stored = Object.values(secrets).filter(
    (secret) => secret.kind !== "existing" && secret.stored !== false,
  ).length;
  const stores = { ...databases, ...caches };
  const clients = [...Object.values(services), ...Object.values(jobs)].flatMap(({ uses }) =>
    Object.keys(uses).filter((used) => Object.hasOwn(stores, used)),
  ).length;
  // The master's and the migrator's.
  return stored + clients + Object.keys(databases).length * 2;
}
