import { Duration, TimeZone } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type * as ecs from "aws-cdk-lib/aws-ecs";
import { Schedule, ScheduleExpression, ScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import { EcsRunFargateTask } from "aws-cdk-lib/aws-scheduler-targets";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Access } from "./access";
import { type AlarmTopics, quiet } from "./alarms";
import { image } from "./images";
import { onDemand } from "./service";
import { containers, Task } from "./task";
import type { TaskEvents } from "./task-events";

interface JobProps {
  readonly cluster: ecs.ICluster;
  readonly topics: AlarmTopics;
  readonly events: TaskEvents;
  readonly database: Access;
}

/** A task that EventBridge Scheduler starts every night. */
export function nightlyJob(scope: Construct, id: string, { cluster, topics, events, database }: JobProps): Task {
  const here = new Construct(scope, `${id}-job`);
  const task = new Task(here, id, {
    vpc: cluster.vpc,
    image: image("worker"),
    command: ["python", "-m", "harbour.nightly"],
    uses: [database],
  });
  const group = new ScheduleGroup(here, "Group");
  const dropped = new Queue(here, "DroppedQueue", {
    encryption: QueueEncryption.SQS_MANAGED,
    retentionPeriod: Duration.days(14),
  });
  new Schedule(here, "Schedule", {
    scheduleGroup: group,
    schedule: ScheduleExpression.cron({ hour: "3", minute: "0", timeZone: TimeZone.of("Europe/Stockholm") }),
    target: new EcsRunFargateTask(cluster, {
      taskDefinition: task.definition,
      securityGroups: [task.firewall],
      capacityProviderStrategies: onDemand,
      enableEcsManagedTags: true,
      propagateTags: true,
      retryAttempts: 2,
      maxEventAge: Duration.hours(1),
      deadLetterQueue: dropped,
    }),
  });
  launchAlarms(here, topics, group, dropped);
  const failures = events.count(`${id}-failures`, failed(id, task.family)).with({ period: Duration.minutes(5) });
  topics.alarm(here, "Failed", topics.notify, failures, { above: 0, periods: 1, missing: quiet });
  return task;
}

/** Patterns of a run that failed, one a container. */
function failed(id: string, family: string): Record<string, string> {
  const patterns = containers.map((name) => {
    const exits = containers.map(
      (_, index) => `($.detail.containers[${index}].name = "${name}" && $.detail.containers[${index}].exitCode != 0)`,
    );
    const causes = ['$.detail.stopCode = "TaskFailedToStart"', ...exits].join(" || ");
    return [`${id}-failures-${name}`, `{ $.detail.group = "family:${family}" && (${causes}) }`];
  });
  return Object.fromEntries(patterns);
}

/** What is told when a run does not even start. */
function launchAlarms(scope: Construct, topics: AlarmTopics, group: ScheduleGroup, dropped: Queue): void {
  const { notify } = topics;
  const atAll = { above: 0, periods: 1, missing: quiet };
  topics.alarm(scope, "NotStarted", notify, launches("TargetErrorCount"), atAll);
  topics.alarm(scope, "Dropped", notify, launches("InvocationDroppedCount"), atAll);
  const waiting = dropped.metricApproximateNumberOfMessagesVisible({ statistic: cloudwatch.Stats.MAXIMUM });
  topics.alarm(scope, "NotDelivered", notify, waiting, atAll);
  const attempts = launches("InvocationAttemptCount").with({ period: Duration.hours(1) });
  topics.alarm(scope, "Missed", notify, attempts, { below: 1, periods: 26, tellsOfSilence: true });

  function launches(metricName: string): cloudwatch.Metric {
    const dimensionsMap = { ScheduleGroup: group.scheduleGroupName };
    const statistic = cloudwatch.Stats.SUM;
    return new cloudwatch.Metric({ namespace: "AWS/Scheduler", metricName, dimensionsMap, statistic });
  }
}
