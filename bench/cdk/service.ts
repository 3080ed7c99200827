import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as ecs from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import { type AlarmTopics, minutely, silentAlarm } from "./alarms";
import type { Task } from "./task";

/** On what tasks run. */
export const onDemand: ecs.CapacityProviderStrategy[] = [{ capacityProvider: "FARGATE", base: 0, weight: 1 }];

interface ServiceProps {
  readonly cluster: ecs.ICluster;
  readonly topics: AlarmTopics;
  readonly task: Task;
  /** Alarms that take a deployment back. */
  readonly rollback: readonly cloudwatch.Alarm[];
}

/** A service, and the alarm on that it runs no task. */
export interface Made {
  readonly service: ecs.FargateService;
  readonly notRunning: cloudwatch.Alarm;
}

/** What other parts of the stack look at. */
export interface Watched {
  readonly task: Task;
  readonly service: ecs.FargateService;
  readonly broken: cloudwatch.CompositeAlarm;
}

/** A service as the app has them, with its scaling and the alarms that every kind has. */
export function service(
  scope: Construct,
  { cluster, topics, task, rollback }: ServiceProps,
  more: Partial<ecs.FargateServiceProps> = {},
): Made {
  const made = new ecs.FargateService(scope, "Service", {
    cluster,
    // The name by which the task events tell of it.
    serviceName: task.family,
    taskDefinition: task.definition,
    securityGroups: [task.firewall],
    capacityProviderStrategies: onDemand,
    availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
    desiredCount: 1,
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    enableECSManagedTags: true,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
    circuitBreaker: { rollback: true },
    deploymentAlarms: {
      alarmNames: rollback.map(({ alarmName }) => alarmName),
      behavior: ecs.AlarmBehavior.ROLLBACK_ON_ALARM,
    },
    ...more,
  });
  made.autoScaleTaskCount({ minCapacity: 1, maxCapacity: 2 }).scaleOnCpuUtilization("Cpu", {
    targetUtilizationPercent: 70,
    scaleInCooldown: Duration.minutes(5),
    scaleOutCooldown: Duration.minutes(1),
  });
  const memory = made.metricMemoryUtilization({ period: minutely });
  topics.alarm(made, "Memory", topics.notify, memory, { above: 90, periods: 5 });
  // No task, no data: whatever the CPU does.
  const cpu = made.metricCpuUtilization({ statistic: cloudwatch.Stats.MINIMUM, period: minutely });
  const missing = cloudwatch.TreatMissingData.BREACHING;
  return { service: made, notRunning: silentAlarm(made, "NotRunning", cpu, { below: 0, periods: 5, missing }) };
}
