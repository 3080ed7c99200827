import { Policy } from "@pulumi/aws/appautoscaling/policy.js";
import { ScheduledAction } from "@pulumi/aws/appautoscaling/scheduledAction.js";
import { Target } from "@pulumi/aws/appautoscaling/target.js";
import type { Service as EcsService } from "@pulumi/aws/ecs/service.js";
import type { appautoscaling } from "@pulumi/aws/types/input.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import type { Cluster } from "./cluster.ts";
import type { QueueMetrics } from "./queue-metrics.ts";
import type { Because, TaskPlace } from "./task-args.ts";

/** What scaling needs to know of a service. */
export interface ScalingArgs {
  readonly place: Pick<TaskPlace, "prefix">;
  readonly cluster: Pick<Cluster, "clusterName">;
  /** Fewest tasks; with `schedules` only until the first of them. */
  readonly min: number;
  /** Most tasks; equal to `min` and without `schedules`: it is not scaled. */
  readonly max: number;
  readonly scale: {
    readonly cpuPercent?: number;
    readonly memoryPercent?: number;
    readonly requestsPerTask?: number;
    /** Messages that wait for one task; with `queue`. */
    readonly queuePerTask?: number;
    /** Other bounds from a point in time on, until the next one. */
    readonly schedules: readonly ScaleSchedule[];
    /** Seconds between two steps down. */
    readonly cooldownSeconds: number;
  };
  /** The queue that it works on. */
  readonly queue?: QueueMetrics;
  /** Runs no task; everything else of it stays. */
  readonly off?: Because;
}

interface ScaleSchedule {
  /** `cron(…)` with six fields, `rate(…)` or `at(…)`. */
  readonly at: string;
  /** IANA name of the zone that it is meant in. */
  readonly timeZone: string;
  readonly min: number;
  readonly max: number;
}

/** One line of metric math. */
export type ScalingMetric =
  appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetric;

/** A number that scaling keeps near `target` by adding and removing tasks. */
export type ScalingSignal = { readonly target: number } & (
  | {
      /** One of AWS's own, for example `ECSServiceAverageCPUUtilization`. */
      readonly metric: string;
      readonly label?: pulumi.Input<string>;
    }
  | {
      /** Metric math; the one line with `returnData` is the number. */
      readonly metrics: readonly ScalingMetric[];
    }
);

type Child = { parent: pulumi.Resource };

/** Whether autoscaling moves the number of tasks, so that nobody else may. */
export function scaled({ min, max, scale, off }: Pick<ScalingArgs, "min" | "max" | "scale" | "off">): boolean {
  return (max > min || scale.schedules.length > 0) && !off;
}

/** Scales on CPU, memory, the depth of its queue and the clock; more signals come in `more`. */
export function scaling(
  name: string,
  args: ScalingArgs,
  service: EcsService,
  more: Readonly<Record<string, ScalingSignal>>,
  child: Child,
): void {
  if (!scaled(args)) {
    return;
  }
  const { schedules, cooldownSeconds } = args.scale;
  const target = new Target(
    `${name}-scaling`,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${args.cluster.clusterName}/${service.name}`,
      minCapacity: args.min,
      maxCapacity: args.max,
    },
    // A schedule writes its bounds over these, and the next run must not take them back.
    { ...child, ...(schedules.length > 0 && { ignoreChanges: ["minCapacity", "maxCapacity"] }) },
  );
  let previous: pulumi.Resource = target;
  for (const [key, signal] of Object.entries({ ...signalsOf(args, service), ...more })) {
    previous = new Policy(
      `${name}-scaling-${key}`,
      {
        name: `${name}-${key}`,
        policyType: "TargetTrackingScaling",
        ...scalable(target),
        targetTrackingScalingPolicyConfiguration: {
          targetValue: signal.target,
          ...specification(signal),
          scaleInCooldown: cooldownSeconds,
          scaleOutCooldown: 60,
        },
      },
      // Two policies made at once on one target get in each other's way.
      { ...child, dependsOn: [previous] },
    );
  }
  for (const schedule of schedules) {
    scheduledAction(name, args, schedule, target, child);
  }
}

/** A metric as a line of metric math that is not the number itself. */
export function scalingMetric(
  id: string,
  metric: {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
    readonly stat: string;
  },
): ScalingMetric {
  const { stat, dimensions, ...rest } = metric;
  const named = Object.entries(dimensions).map(([dimension, value]) => ({ name: dimension, value }));
  return { id, returnData: false, metricStat: { stat, metric: { ...rest, dimensions: named } } };
}

function signalsOf(args: ScalingArgs, service: EcsService): Record<string, ScalingSignal> {
  const { cpuPercent, memoryPercent, queuePerTask } = args.scale;
  return {
    ...(cpuPercent !== undefined && { cpu: { metric: "ECSServiceAverageCPUUtilization", target: cpuPercent } }),
    ...(memoryPercent !== undefined && {
      memory: { metric: "ECSServiceAverageMemoryUtilization", target: memoryPercent },
    }),
    ...(args.queue !== undefined &&
      queuePerTask !== undefined && {
        queue: { metrics: queuePerTaskMetrics(args, args.queue, service), target: queuePerTask },
      }),
  };
}

/**
 * Messages for each task that runs. Container Insights is late, so its newest number stands until the next one. Without a
 * task there is none; then what waits counts for one task, or scaling would stand still at zero. The comparison with
 * `0 * depth` is one between two metrics, in which a missing number is 0. A depth that is missing gives no number at all.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
function queuePerTaskMetrics({ cluster }: ScalingArgs, queue: QueueMetrics, service: EcsService): ScalingMetric[] {
  const dimensions = { ClusterName: cluster.clusterName, ServiceName: service.name };
  const tasks = { namespace: "ECS/ContainerInsights", metricName: "RunningTaskCount", dimensions, stat: "Average" };
  return [
    {
      id: "perTask",
      expression: "IF(depth > 0, IF(running > (0 * depth), depth / running, depth), 0)",
      label: "messages for each task",
      returnData: true,
    },
    { id: "running", expression: "FILL(tasks, REPEAT)", returnData: false },
    scalingMetric("depth", { ...queue.depth, stat: "Average" }),
    scalingMetric("tasks", tasks),
  ];
}

function specification(
  signal: ScalingSignal,
): Pick<
  appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration,
  "predefinedMetricSpecification" | "customizedMetricSpecification"
> {
  if ("metrics" in signal) {
    return { customizedMetricSpecification: { metrics: [...signal.metrics] } };
  }
  return {
    predefinedMetricSpecification: {
      predefinedMetricType: signal.metric,
      ...(signal.label !== undefined && { resourceLabel: signal.label }),
    },
  };
}

function scheduledAction(name: string, args: ScalingArgs, schedule: ScaleSchedule, target: Target, child: Child): void {
  const { at, timeZone, min, max } = schedule;
  new ScheduledAction(
    `${name}-scaling-${at} ${timeZone}`,
    {
      name: physicalName("scheduledAction", args.place.prefix, name, [at, timeZone]),
      ...scalable(target),
      schedule: at,
      timezone: timeZone,
      scalableTargetAction: { minCapacity: min, maxCapacity: max },
    },
    child,
  );
}

function scalable({ serviceNamespace, scalableDimension, resourceId }: Target) {
  return { serviceNamespace, scalableDimension, resourceId };
}
