import type { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { Service as EcsService } from "@pulumi/aws/ecs/service.js";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, alarm } from "./alarm.ts";
import type { ServiceArgs } from "./service.ts";

type Child = { parent: pulumi.Resource };

/** Alarms on the number of tasks. */
interface RunningAlarms {
  /** Tasks are missing; empty for a service that may have none, which has nothing to miss. */
  readonly symptoms: readonly MetricAlarm[];
  /** A deployment goes on, in which some are meant to be missing. */
  readonly deploying?: MetricAlarm;
}

/**
 * Alarm on missing tasks. Only Container Insights counts them; without it ECS is silent of a service without a single
 * running task, so that is what can be told: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html
 */
export function notRunningAlarm(name: string, args: ServiceArgs, service: EcsService, child: Child): RunningAlarms {
  const fewest = Math.min(args.min, ...args.scale.schedules.map(({ min }) => min));
  if (args.off || fewest === 0) {
    return { symptoms: [] };
  }
  const dimensions = { ClusterName: args.cluster.clusterName, ServiceName: service.name };
  const logical = `${name}-not-running`;
  const shared = {
    severity: "symptom",
    runbook: "service-broken",
    periods: 5,
    // Neither Container Insights nor ECS says anything of a service without a running task.
    missing: "breaching",
  } as const;
  if (!args.cluster.insights) {
    const silent: AlarmArgs = {
      ...shared,
      description: `${name} has had no running task for 5 minutes: look at why the last one stopped`,
      metric: { namespace: "AWS/ECS", metricName: "CPUUtilization", statistic: "Minimum", dimensions },
      // Never true: what it tells is that there is no number at all.
      comparison: "below",
      threshold: 0,
      periodSeconds: 60,
    };
    return { symptoms: [alarm(logical, args.alarms, silent, child)] };
  }
  const fewer: AlarmArgs = {
    ...shared,
    description: `${name} has had fewer running tasks than it wants for 5 minutes: look at why the last one stopped`,
    metric: {
      metricQueries: [
        { id: "lacking", expression: "desired - running", label: "tasks that are missing", returnData: true },
        ...Object.entries({ desired: "DesiredTaskCount", running: "RunningTaskCount" }).map(([id, metricName]) => ({
          id,
          returnData: false,
          metric: { namespace: "ECS/ContainerInsights", metricName, stat: "Minimum", period: 60, dimensions },
        })),
      ],
    },
    comparison: "above",
    threshold: 0,
  };
  return {
    symptoms: [alarm(logical, args.alarms, fewer, child)],
    deploying: deployingAlarm(name, args, dimensions, child),
  };
}

/** Rings during a deployment and two minutes longer, until what looked broken meanwhile is well again. */
function deployingAlarm(
  name: string,
  { alarms }: ServiceArgs,
  dimensions: AlarmArgs["metric"]["dimensions"] & {},
  child: Child,
): MetricAlarm {
  return alarm(
    `${name}-deploying`,
    alarms,
    {
      severity: "symptom",
      runbook: "service-broken",
      description: `${name} is being deployed: what looks the same pages only afterwards`,
      metric: { namespace: "ECS/ContainerInsights", metricName: "DeploymentCount", statistic: "Maximum", dimensions },
      comparison: "above",
      threshold: 1,
      periodSeconds: 60,
      periods: 3,
      datapoints: 1,
      missing: "notBreaching",
    },
    child,
  );
}
