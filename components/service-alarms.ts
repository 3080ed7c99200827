import type { Service as EcsService } from "@pulumi/aws/ecs/service.js";
import type * as pulumi from "@pulumi/pulumi";
import { alarm } from "./alarm.ts";
import { type RollbackSignal, type Signal, soon } from "./rollback-alarms.ts";
import { type ServiceArgs, serviceName } from "./service.ts";
import { stoppedTasksMetric } from "./task-events.ts";

type Child = { parent: pulumi.Resource };

/** Alarm on tasks that run out of memory: the kernel kills what asks for more than it was given. */
function memoryAlarm(name: string, args: ServiceArgs, service: EcsService, child: Child): void {
  alarm(
    `${name}-memory`,
    args.alarms,
    {
      severity: "notify",
      description: `${name} has been using more than 90 % of its ${args.memoryMiB} MiB for 5 minutes: raise memoryMiB before the kernel kills it`,
      metric: {
        namespace: "AWS/ECS",
        metricName: "MemoryUtilization",
        statistic: "Average",
        dimensions: { ClusterName: args.cluster.clusterName, ServiceName: service.name },
      },
      comparison: "above",
      threshold: 90,
      periodSeconds: 60,
      periods: 5,
      missing: "missing",
    },
    child,
  );
}

/** Tasks of the service that stopped by themselves or never started; those that a deployment stops do not count. */
export function restartSignal(name: string, args: ServiceArgs, child: Child): Signal {
  return {
    metric: stoppedTasksMetric(
      `${name}-stopped`,
      args.events,
      { of: "service", physicalName: serviceName(name, args) },
      child,
    ),
    periodSeconds: 60,
    above: 0,
    says: `a task of ${name} stopped by itself or did not start in 2 of 5 minutes`,
    // One task that ends is an accident, a second one within minutes is the release.
    minutes: 2,
    outOf: 5,
  };
}

/** Alarm on a service whose tasks keep ending. */
export function restartAlarm(name: string, args: ServiceArgs, { metric }: Signal, child: Child): void {
  alarm(
    `${name}-restarts`,
    args.alarms,
    {
      severity: "notify",
      description: `more than 3 tasks of ${name} stopped by themselves or did not start within 15 minutes: look at its log and at the task events`,
      metric,
      comparison: "above",
      threshold: 3,
      periodSeconds: 900,
      periods: 1,
      missing: "notBreaching",
    },
    child,
  );
}

/** How long the oldest message waits; nothing without an objective, and in a format that carries no time. */
function queueAgeSignal(name: string, { queue, objectives }: ServiceArgs): Signal | undefined {
  if (queue?.age === undefined || objectives.queueAge === undefined) {
    return undefined;
  }
  const { seconds } = objectives.queueAge;
  return {
    metric: { ...queue.age, statistic: "Maximum" },
    periodSeconds: 60,
    above: seconds,
    says: `the oldest message of ${name} waits longer than ${seconds} s in 2 of 3 minutes`,
    ...soon,
  };
}

/** Alarm on messages that wait longer than the service promises. */
function queueAgeAlarm(name: string, args: ServiceArgs, child: Child): void {
  const { queueAge } = args.objectives;
  const signal = queueAgeSignal(name, args);
  if (signal === undefined || queueAge === undefined) {
    return;
  }
  alarm(
    `${name}-queue-age`,
    args.alarms,
    {
      severity: "page",
      description: `the oldest message of ${name} has been waiting longer than ${queueAge.seconds} s for ${queueAge.minutes} minutes: look at its log, then raise max`,
      metric: signal.metric,
      comparison: "above",
      threshold: signal.above,
      periodSeconds: 60,
      periods: queueAge.minutes,
      // An empty queue has no oldest message.
      missing: "notBreaching",
    },
    child,
  );
}

/** The signals that every kind of service has. */
export function commonSignals(name: string, args: ServiceArgs): Partial<Record<RollbackSignal, Signal>> {
  const queueAge = queueAgeSignal(name, args);
  return queueAge ? { queueAge } : {};
}

/** The alarms that every kind of service has. */
export function commonAlarms(name: string, args: ServiceArgs, service: EcsService, child: Child): void {
  memoryAlarm(name, args, service, child);
  queueAgeAlarm(name, args, child);
  notRunningAlarm(name, args, service, child);
}

/** Alarm on missing tasks; a service that may have none has nothing to miss. */
function notRunningAlarm(name: string, args: ServiceArgs, service: EcsService, child: Child): void {
  const fewest = Math.min(args.min, ...args.scale.schedules.map(({ min }) => min));
  if (args.off || fewest === 0) {
    return;
  }
  alarm(
    `${name}-not-running`,
    args.alarms,
    {
      severity: "page",
      description: `${name} has had fewer tasks than its minimum of ${fewest} for 5 minutes: look at why the last one stopped`,
      metric: {
        namespace: "ECS/ContainerInsights",
        metricName: "RunningTaskCount",
        statistic: "Average",
        dimensions: { ClusterName: args.cluster.clusterName, ServiceName: service.name },
      },
      comparison: "below",
      threshold: fewest,
      periodSeconds: 60,
      periods: 5,
      // Container Insights sends nothing of a service without a running task, be it dead or not started yet.
      missing: "tells",
    },
    child,
  );
}
