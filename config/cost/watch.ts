import { HOURS_A_MONTH } from "../../lib/cost/assumptions.ts";
import { always, type Range, sum, times } from "../../lib/cost/range.ts";
import { counted } from "../../lib/counted.ts";
import { queueSignals } from "../relations.ts";
import type { Stack } from "../stack.ts";
import { alarmCounts } from "./alarms.ts";
import type { CostItem } from "./item.ts";
import { tasksOf } from "./tasks.ts";

// What Container Insights with enhanced observability tells of a cluster's service and of each of its tasks.
const INSIGHTS = { service: 20, task: 15 };

/** What secrets, alarms, logs and the functions that watch cost. */
export function watchCost(stack: Stack): CostItem[] {
  const alarms = alarmCounts(stack);
  const secrets = secretCount(stack);
  return [
    ...(secrets === 0
      ? []
      : [
          {
            component: "secrets",
            what: counted(secrets, "secret"),
            amounts: [["secretsmanager.secret", secrets] as const],
          },
        ]),
    {
      component: "alarms",
      what: `about ${alarms.metric + alarms.composite} alarms, ${alarms.composite} of them composite; dashboard`,
      amounts: [
        ["cloudwatch.alarm", alarms.metric],
        ["cloudwatch.compositeAlarm", alarms.composite],
        ["cloudwatch.dashboard", 1],
        ["cloudwatch.metric", metricCount(stack)],
        ["route53.healthCheck", stack.uptime ? 1 : 0],
        // A function that looks every minute, for a second, with an eighth of a GiB.
        ["lambda.gibSecond", followedCaches(stack).length * 60 * HOURS_A_MONTH * 0.125],
      ],
    },
    {
      component: "logs",
      what: `kept ${counted(stack.logs.retentionDays, "day")}; what a task writes is in its row${stack.logs.insights ? ", Container Insights" : ""}`,
      amounts: [
        ["logs.storedGib", { low: 0.1, expected: stack.logs.retentionDays / 10, high: stack.logs.retentionDays / 2 }],
        ["cloudwatch.insightsMetric", stack.logs.insights ? insightsMetrics(stack) : 0],
      ],
    },
  ];
}

/** Those of the app, and those that are counted here: errors in logs, ends of tasks and jobs, queues, restore tests. */
function metricCount(stack: Stack): number {
  const { metrics, services, jobs, restoreTest } = stack;
  const workers = Object.values(services).filter(({ kind }) => kind === "worker").length;
  const queues = Object.values(services).filter(({ scaleOn }) => scaleOn?.kind === "cache").length;
  const tested = Object.keys(restoreTest?.queries ?? {}).length;
  return (
    Object.keys(metrics).length +
    Object.keys(services).length +
    workers +
    Object.keys(jobs).length * 2 +
    queues * 2 +
    tested
  );
}

/** Caches whose queues a function counts. */
function followedCaches(stack: Stack): string[] {
  return Object.keys(stack.caches).filter((cache) => Object.keys(queueSignals(stack, cache)).length > 0);
}

/** Those of each service, and those of each of its tasks. */
function insightsMetrics({ services }: Stack): Range {
  const tasks = times(sum(Object.values(services).map(tasksOf)), INSIGHTS.task);
  return sum([tasks, always(Object.keys(services).length * INSIGHTS.service)]);
}

/** Those of the app that are stored, and one login for each client of each store. */
function secretCount(stack: Stack): number {
  const { secrets, services, jobs, databases, caches, restoreTest } = stack;
  const stored = Object.values(secrets).filter(
    (secret) => secret.kind !== "existing" && secret.stored !== false,
  ).length;
  const stores = { ...databases, ...caches };
  const clients = [...Object.values(services), ...Object.values(jobs)].flatMap(({ uses }) =>
    Object.keys(uses).filter((used) => Object.hasOwn(stores, used)),
  ).length;
  const migrators = Object.keys(databases).length;
  const masters = Object.values(databases).filter(({ existing }) => !existing).length;
  const tested = Object.keys(restoreTest?.queries ?? {}).length;
  return stored + clients + migrators + masters + tested + followedCaches(stack).length;
}
