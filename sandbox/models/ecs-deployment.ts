import { z } from "zod";
import type { ServiceReport } from "../../cloud/cloud.ts";
import type { Account } from "../account.ts";
import type { InAccount, Resource } from "../model.ts";
import { num, str } from "./values.ts";

// What a service runs is nothing that the provider's resource says, and it outlives the process: so it is kept apart.
const DEPLOYMENT = "sandbox:ecs:Deployment";

const stoppedTask = z.object({
  taskArn: z.string(),
  taskDefinition: z.string(),
  stopCode: z.string(),
  stoppedReason: z.string(),
  containers: z.array(
    z.object({ name: z.string(), exitCode: z.number().exactOptional(), reason: z.string().exactOptional() }),
  ),
  logGroup: z.string().exactOptional(),
  lastLogLines: z.array(z.string()),
});

const deployment = z.object({
  /** Revision that the service is to run; after a rollback the one before. */
  taskDefinition: z.string(),
  /** Revision whose tasks run and take requests; absent when there is none. */
  serving: z.string().exactOptional(),
  /** Target group that those tasks are in. */
  targetGroup: z.string().exactOptional(),
  deploymentId: z.string().exactOptional(),
  deployment: z.enum(["inProgress", "successful", "rolledBack", "failed"]),
  reason: z.string().exactOptional(),
  triggeredAlarms: z.array(z.string()),
  stoppedTasks: z.array(stoppedTask),
  unhealthyTargets: z.array(z.object({ address: z.string(), state: z.string(), reason: z.string() })),
  events: z.array(z.string()),
});

/** How the newest deployment of a service went, and what the service runs since. */
export type Deployment = z.infer<typeof deployment>;
/** A task of a service that did not stay. */
export type StoppedTask = z.infer<typeof stoppedTask>;

/** The newest deployment of a service, by the service's id. */
export function deploymentOf(account: Account, service: string): Deployment | undefined {
  const kept = account.get(DEPLOYMENT, service);
  return kept && deployment.parse(kept.outputs);
}

/** Keeps what has become of a deployment. */
export function keepDeployment({ resource, account }: InAccount, outputs: Deployment): void {
  account.put({ type: DEPLOYMENT, id: resource.id, inputs: {}, outputs });
}

/** Forgets the deployments of a service that is gone. */
export function forgetDeployment({ resource, account }: InAccount): void {
  account.remove(DEPLOYMENT, resource.id);
}

/** What ECS answers about a service. */
export function reportOf(account: Account, service: Resource): ServiceReport {
  const desiredCount = num(service.outputs, "desiredCount") ?? 0;
  const taskDefinition = str(service.outputs, "taskDefinition") ?? "";
  const { serving, targetGroup, ...kept } = deploymentOf(account, service.id) ?? untold(taskDefinition);
  return { ...kept, desiredCount, runningCount: serving === undefined ? 0 : desiredCount, problems: [] };
}

/** A service whose deployment nobody has recorded runs what it was asked to. */
function untold(taskDefinition: string): Deployment {
  const nothing = { triggeredAlarms: [], stoppedTasks: [], unhealthyTargets: [], events: [] };
  return { taskDefinition, serving: taskDefinition, deployment: "successful", ...nothing };
}
