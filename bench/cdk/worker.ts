import { Duration } from "aws-cdk-lib";
import type * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type * as ecs from "aws-cdk-lib/aws-ecs";
import { Construct } from "constructs";
import { type AlarmTopics, quiet, silentAlarm } from "./alarms";
import { service, type Watched } from "./service";
import { Task, type TaskProps } from "./task";
import type { TaskEvents } from "./task-events";

interface WorkerProps {
  readonly cluster: ecs.ICluster;
  readonly topics: AlarmTopics;
  readonly events: TaskEvents;
  readonly task: TaskProps;
  /** Alarms that explain its own. */
  readonly causes: readonly cloudwatch.IAlarm[];
}

/** A service that nobody calls, watched by how often its tasks stop. */
export function worker(scope: Construct, id: string, props: WorkerProps): Watched {
  const { cluster, topics, events, causes } = props;
  const here = new Construct(scope, `${id}-service`);
  const task = new Task(here, id, { vpc: cluster.vpc, ...props.task });
  const stopped = events.stopped(task.family);
  const tooMany = { above: 0, periods: 5, datapoints: 2, missing: quiet };
  const rollback = [silentAlarm(here, "RollbackRestarts", stopped, tooMany)];
  const made = service(here, { cluster, topics, task, rollback });

  const restarts = stopped.with({ period: Duration.minutes(15) });
  topics.alarm(here, "Restarts", topics.notify, restarts, { above: 3, periods: 1, missing: quiet });
  return { task, service: made.service, broken: topics.broken(here, [made.notRunning], causes) };
}
