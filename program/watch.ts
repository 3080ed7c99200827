import { interpolate } from "@pulumi/pulumi";
import { CostAnomalies } from "../components/cost-anomalies.ts";
import { CostBudget } from "../components/cost-budget.ts";
import { Dashboard } from "../components/dashboard.ts";
import { pageForEdge } from "../components/edge-alarms.ts";
import { LogMetrics } from "../components/log-metrics.ts";
import { natAlarm } from "../components/nat-alarm.ts";
import { pageForQueue } from "../components/queue-alarms.ts";
import { queueMetrics } from "../components/queue-metrics.ts";
import { RestoreTest } from "../components/restore-test.ts";
import { SavedQueries } from "../components/saved-queries.ts";
import { SecretRotation } from "../components/secret-rotation.ts";
import { Sleep } from "../components/sleep.ts";
import { UptimeCheck } from "../components/uptime-check.ts";
import * as relations from "../config/relations.ts";
import type { Stack } from "../config/stack.ts";
import { found, mapValues, pick } from "../lib/records.ts";
import type { Foundation } from "./foundation.ts";
import type { Stores } from "./stores.ts";
import type { Tasks } from "./tasks.ts";

/** Declares what watches the rest: alarms over several parts, a look from outside, pages, money, tests, and the night. */
export function watch(stack: Stack, ground: Foundation, held: Stores, running: Tasks): void {
  const { here, cluster, place, alarms } = ground;
  page(stack, ground, held, running);
  uptime(stack, ground, running);
  money(stack, ground);
  restoreTest(stack, ground, held, running);
  const readers = relations.secretReaders(stack);
  if (Object.keys(readers).length > 0) {
    new SecretRotation("secret-rotation", { place, cluster, alarms, readers }, here);
  }
  // Last, because these show and mute the alarms that the others made.
  overview(stack, ground, held, running);
  if (stack.sleep) {
    const asleep = { ...relations.sleepers(stack), alarmNames: alarms.made };
    new Sleep("sleep", { place, cluster, alarms, ...asleep, ...stack.sleep }, here);
  }
}

/** One cause pages once: the edge and a queue stay silent while a service says why. */
function page(stack: Stack, { network, edge, alarms }: Foundation, held: Stores, { services }: Tasks): void {
  natAlarm("network", alarms, network.natGatewayIds, { parent: network });
  const broken = mapValues(services, ({ brokenAlarmNames }) => brokenAlarmNames);
  const web = Object.keys(services).filter((name) => stack.services[name]?.kind === "web");
  pageForEdge("edge", alarms, edge, Object.values(pick(broken, web)).flat());
  for (const [name, queue] of Object.entries(held.queues)) {
    const workers = pick(broken, Object.keys(relations.queueClients(stack, name)));
    pageForQueue(name, alarms, queue, Object.values(workers).flat());
  }
}

function uptime(stack: Stack, { here, topics, alarms }: Foundation, { services }: Tasks): void {
  const { domain, maintenance } = stack.edge;
  if (stack.uptime && domain && topics.usEast1PageArn) {
    const after = Object.values(services).flatMap(({ ready }) => ready);
    const asked = { domain: domain.name, path: stack.uptime.path, isPaused: maintenance !== undefined, after };
    new UptimeCheck("uptime-check", { alarms, topicArn: topics.usEast1PageArn, ...asked }, here);
  }
}

/** What an operator looks at: the dashboard, and the queries that one would write first. */
function overview(stack: Stack, ground: Foundation, held: Stores, { services, jobs }: Tasks): void {
  const { prefix } = stack;
  const { region, accountId } = stack.account;
  const { here, edge, cluster, events, alarms } = ground;
  const logGroups = mapValues(services, ({ logGroupName }) => logGroupName);
  const counted = new LogMetrics("log-metrics", { prefix, logGroups }, here);
  const ownDatabases = Object.entries(held.databases).filter(([name]) => !stack.databases[name]?.existing);
  new SavedQueries(
    "saved-queries",
    {
      prefix,
      taskLogs: [...Object.values(services), ...Object.values(jobs)].map(({ logGroupName }) => logGroupName),
      taskEventsLog: events.logGroupName,
      databaseLogs: ownDatabases.map(
        ([, { database }]) => interpolate`/aws/rds/instance/${database.identifier}/postgresql`,
      ),
    },
    here,
  );
  new Dashboard(
    "stack-dashboard",
    {
      prefix,
      region,
      url: edge.url,
      loadBalancer: edge.arnSuffix,
      cluster: cluster.clusterName,
      insights: stack.logs.insights,
      services: mapValues(services, ({ serviceName, targetGroups }, name) => {
        const { scaleOn } = found(stack.services, name);
        const queue = scaleOn && { queue: queueMetrics(prefix, name, scaleOn, held.queues) };
        return { serviceName, targetGroups, loggedErrors: found(counted.errors, name), ...queue };
      }),
      databases: mapValues(held.databases, ({ database: { identifier, replicaIdentifiers } }) => [
        identifier,
        ...replicaIdentifiers,
      ]),
      caches: mapValues(held.caches, ({ nodeIds }) => nodeIds),
      queues: mapValues(held.queues, ({ queueName, deadQueueName }) => ({ name: queueName, dead: deadQueueName })),
      metrics: stack.metrics,
      taskEventsLog: events.logGroupName,
      alarms: alarms.made.map((name) => interpolate`arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`),
      runbooks: stack.alarms.runbooks,
      ...(stack.cost.maxMonthlyUsd !== undefined && { maxMonthlyUsd: stack.cost.maxMonthlyUsd }),
    },
    here,
  );
}

function money({ prefix, app, name: stack, cost }: Stack, { here, topics }: Foundation): void {
  const topicArn = topics.notifyArn;
  if (cost.maxMonthlyUsd !== undefined) {
    new CostBudget("cost", { prefix, app, stack, maxMonthlyUsd: cost.maxMonthlyUsd, topicArn }, here);
  }
  if (cost.anomalies) {
    new CostAnomalies("cost-anomalies", { prefix, topicArn, ...cost.anomalies }, here);
  }
}

function restoreTest(stack: Stack, ground: Foundation, { databases }: Stores, { migrated }: Tasks): void {
  const { here, place, network, alarms } = ground;
  if (!stack.restoreTest) {
    return;
  }
  const { queries, everyDays } = stack.restoreTest;
  const tested = Object.entries(databases).flatMap(([name, { database, roles }]) => {
    const { restoreTestLogin: login } = roles;
    const { ready } = found(migrated, name);
    const { identifier, databaseName } = database;
    const { windows } = found(stack.databases, name);
    const query = queries[name];
    const isTested = login && query !== undefined;
    return isTested ? [[name, { identifier, databaseName, windows, login, query, ready }] as const] : [];
  });
  if (tested.length > 0) {
    const args = { place, network, alarms, everyDays, databases: Object.fromEntries(tested) };
    new RestoreTest("restore-test", args, here);
  }
}
