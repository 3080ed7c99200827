import { TimeZone } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import type * as ecs from "aws-cdk-lib/aws-ecs";
import type * as rds from "aws-cdk-lib/aws-rds";
import { Schedule, ScheduleExpression, ScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import { EcsRunFargateTask } from "aws-cdk-lib/aws-scheduler-targets";
import { Construct } from "constructs";
import type { AlarmTopics } from "./alarms";
import { taskDefinition } from "./task";

interface JobProps {
  readonly cluster: ecs.ICluster;
  readonly database: rds.DatabaseInstance;
  readonly topics: AlarmTopics;
  readonly image: ecs.ContainerImage;
}

/** A task that EventBridge Scheduler starts every night. */
export function nightlyJob(scope: Construct, id: string, { cluster, database, topics, image }: JobProps): void {
  const here = new Construct(scope, id);
  const firewall = new ec2.SecurityGroup(here, "Firewall", { vpc: cluster.vpc });
  database.connections.allowFrom(firewall, ec2.Port.tcp(5432));
  const group = new ScheduleGroup(here, "Group");
  new Schedule(here, "Schedule", {
    scheduleGroup: group,
    schedule: ScheduleExpression.cron({ hour: "3", minute: "0", timeZone: TimeZone.of("Europe/Stockholm") }),
    target: new EcsRunFargateTask(cluster, {
      taskDefinition: taskDefinition(here, "Task", { image, command: ["python", "-m", "harbour.nightly"], database }),
      securityGroups: [firewall],
    }),
  });
  for (const metricName of ["TargetErrorCount", "InvocationDroppedCount"]) {
    const dimensionsMap = { ScheduleGroup: group.scheduleGroupName };
    topics.alarm(here, metricName, new cloudwatch.Metric({ namespace: "AWS/Scheduler", metricName, dimensionsMap }), 0);
  }
}
