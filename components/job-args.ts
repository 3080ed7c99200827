import type * as pulumi from "@pulumi/pulumi";
import type { Alarms } from "./alarm.ts";
import type { Cluster } from "./cluster.ts";
import type { Network } from "./network.ts";
import type { Because, TaskArgs } from "./task-args.ts";
import type { TaskEvents } from "./task-events.ts";

export interface JobArgs extends TaskArgs {
  readonly cluster: Pick<Cluster, "arn" | "ready">;
  readonly network: Pick<Network, "privateSubnetIds" | "privateReady">;
  readonly alarms: Alarms;
  /** Where ECS says how runs ended. */
  readonly events: Pick<TaskEvents, "logGroupName" | "namespace">;
  /** `cron(…)` with six fields or `rate(…)`. */
  readonly schedule: string;
  /** IANA name of the zone that the schedule is meant in. */
  readonly timeZone: string;
  /** How often EventBridge tries again to start the task; a task that started and failed is not run again. */
  readonly launchRetries: number;
  /** Somebody is told when no run was started for so long, 5 to 10080; absent: its schedule has longer gaps than that. */
  readonly missedAfterMinutes?: number;
  readonly paused?: Because;
  /** What must be there before a task of this release may start: its migrations. */
  readonly after: readonly pulumi.Resource[];
}
