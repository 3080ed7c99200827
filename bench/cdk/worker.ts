import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type * as ecs from "aws-cdk-lib/aws-ecs";
import { Construct } from "constructs";
import { type AlarmTopics, minutely, quiet, silentAlarm } from "./alarms";
import { service } from "./service";
import { Task, type TaskProps } from "./task";
import type { TaskEvents } from "./task-events";

interface WorkerProps {
  readonly cluster: ecs.ICluster;
  readonly topics: AlarmTopics;
  readonly events: TaskEvents;
  readonly task: TaskProps;
}

/** A service that nobody calls, watched by how often its tasks stop. */
export function worker(scope: Construct, id: string, { cluster, topics, events, task: props }: WorkerProps): void {
  const here = new Construct(scope, `${id}-service`);
  const task = new Task(here, id, { vpc: cluster.vpc, ...props });
  const stopped = events.count(`${id}-stopped`, { [`${id}-stopped`]: `{ $.detail.group = "service:${task.family}" }` });
  const tooMany = { above: 0, periods: 5, datapoints: 2, missing: quiet };
  const rollback = [silentAlarm(here, "RollbackRestarts", stopped, tooMany)];
  const { cluster: of, serviceName } = service(here, { cluster, topics, task, rollback });

  const restarts = stopped.with({ period: Duration.minutes(15) });
  topics.alarm(here, "Restarts", topics.notify, restarts, { above: 3, periods: 1, missing: quiet });
  const running = new cloudwatch.Metric({
    namespace: "ECS/ContainerInsights",
    metricName: "RunningTaskCount",
    dimensionsMap: { ClusterName: of.clusterName, ServiceName: serviceName },
    period: minutely,
  });
  topics.alarm(here, "NotRunning", topics.page, running, { below: 1, periods: 5, tellsOfSilence: true });
}
