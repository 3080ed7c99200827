import type { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { Service as EcsService } from "@pulumi/aws/ecs/service.js";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, alarm, earlyWarning } from "./alarm.ts";
import { pageOnce } from "./composite-alarm.ts";
import { notRunningAlarm } from "./not-running-alarm.ts";
import { type RollbackSignal, type Signal, soon } from "./rollback-alarms.ts";
import { type ServiceArgs, serviceName } from "./service.ts";
import { stoppedTasksMetric } from "./task-events.ts";

type Child = { parent: pulumi.Resource };

/** What a kind of service shows when it is broken, beside what each kind does. */
export interface OwnSymptoms {
  readonly always: readonly MetricAlarm[];
  readonly unlessDeploying: readonly MetricAlarm[];
}

/**
 * The alarms that every kind of service has.
 *
 * @returns the name of the one that pages: a list, since a service that runs no task has nothing to page for
 */
export function commonAlarms(
  name: string,
  args: ServiceArgs,
  service: EcsService,
  own: OwnSymptoms,
  child: Child,
): pulumi.Output<string>[] {
  memoryAlarm(name, args, service, child);
  cpuAlarm(name, args, service, child);
  backlogAlarm(name, args, child);
  const running = notRunningAlarm(name, args, service, child);
  return pageOnce(
    name,
    args.alarms,
    {
      kind: "broken",
      description: `${name} does not do its work, and no alarm of what it uses explains it: look at which of its alarms ring, then at its log and its last deployment`,
      runbook: "service-broken",
      symptoms: {
        always: [...own.always, ...queueAgeAlarm(name, args, child)],
        unlessDeploying: [...own.unlessDeploying, ...running.symptoms],
        deploying: running.deploying,
      },
      causes: args.brokenStores ?? [],
    },
    child,
  );
}

/** What ECS says of all tasks of a service. */
function usage(metricName: string, args: ServiceArgs, service: EcsService): AlarmArgs["metric"] {
  const dimensions = { ClusterName: args.cluster.clusterName, ServiceName: service.name };
  return { namespace: "AWS/ECS", metricName, statistic: "Average", dimensions };
}

/** Alarm on tasks that run out of memory: the kernel kills what asks for more than it was given. */
function memoryAlarm(name: string, args: ServiceArgs, service: EcsService, child: Child): void {
  alarm(
    `${name}-memory`,
    args.alarms,
    {
      severity: "notify",
      runbook: "service-memory",
      description: `${name} has been using more than 90 % of its ${args.memoryMiB} MiB for 5 minutes: raise memoryMiB before the kernel kills it`,
      metric: usage("MemoryUtilization", args, service),
      comparison: "above",
      threshold: 90,
      periodSeconds: 60,
      periods: 5,
      missing: "missing",
    },
    child,
  );
}

/** Scaling holds the CPU at 60 to 70 % and needs some minutes; after fifteen it has come to its end. */
function cpuAlarm(name: string, args: ServiceArgs, service: EcsService, child: Child): void {
  earlyWarning(
    `${name}-cpu`,
    args.alarms,
    {
      runbook: "service-slow",
      description: `${name} has been using more than 90 % of its CPU for 15 minutes and scaling does not help: raise max or cpu`,
      metric: usage("CPUUtilization", args, service),
      comparison: "above",
      threshold: 90,
      periodSeconds: 60,
      periods: 15,
      missing: "missing",
    },
    child,
  );
}

/** Twice of what all the tasks that it may have are meant to have before them. */
function backlogAlarm(name: string, { queue, scale, max, alarms }: ServiceArgs, child: Child): void {
  if (queue === undefined || scale.queuePerTask === undefined) {
    return;
  }
  earlyWarning(
    `${name}-backlog`,
    alarms,
    {
      runbook: "queue-waits",
      description: `more messages have been waiting for ${name} for 15 minutes than twice what its ${max} tasks are meant to have: raise max, or find out who sends so many`,
      metric: { ...queue.depth, statistic: "Average" },
      comparison: "above",
      threshold: 2 * max * scale.queuePerTask,
      periodSeconds: 60,
      periods: 15,
      missing: "notBreaching",
    },
    child,
  );
}

/** Tasks of the service that stopped by themselves or never started; those that a deployment stops do not count. */
export function restartSignal(name: string, args: ServiceArgs): Signal {
  return {
    metric: stoppedTasksMetric(args.events, serviceName(name, args)),
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
      runbook: "service-restarts",
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
function queueAgeAlarm(name: string, args: ServiceArgs, child: Child): MetricAlarm[] {
  const { queueAge } = args.objectives;
  const signal = queueAgeSignal(name, args);
  if (signal === undefined || queueAge === undefined) {
    return [];
  }
  const own = {
    severity: "symptom",
    runbook: "service-broken",
    description: `the oldest message of ${name} has been waiting longer than ${queueAge.seconds} s for ${queueAge.minutes} minutes: look at its log, then raise max`,
    metric: signal.metric,
    comparison: "above",
    threshold: signal.above,
    periodSeconds: 60,
    periods: queueAge.minutes,
    // An empty queue has no oldest message.
    missing: "notBreaching",
  } as const;
  return [alarm(`${name}-queue-age`, args.alarms, own, child)];
}

/** The signals that every kind of service has. */
export function commonSignals(name: string, args: ServiceArgs): Partial<Record<RollbackSignal, Signal>> {
  const queueAge = queueAgeSignal(name, args);
  return queueAge ? { queueAge } : {};
}
