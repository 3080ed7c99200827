import type { Cloud, ServiceReport } from "../cloud/cloud.ts";
import { messageOf } from "../lib/message-of.ts";
import { physicalName } from "../lib/names.ts";

export interface DeployedServices {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** Logical name of the cluster. */
  readonly cluster: string;
  /** Logical names of the services. */
  readonly services: readonly string[];
}

/** A service that is there already, as far as the next deployment has to know. */
export interface LiveService {
  /** Its newest deployment did not come to a good end: what tells that one from every other. */
  readonly retryOf?: string;
  /** Nothing of it is meant to run. */
  readonly isAtZero: boolean;
}

/** What earlier runs left, by the service's name, and what to tell of it. */
export interface Left {
  readonly live: Readonly<Record<string, LiveService>>;
  readonly warnings: readonly string[];
}

/**
 * Looks at the services that are there. Where the newest deployment failed or still goes on, the service already names
 * the new revision: a run would find nothing to change and end as if all were well, while the old tasks serve, or none.
 */
export async function unfinishedDeployments(
  { prefix, cluster, services }: DeployedServices,
  cloud: Pick<Cloud, "service">,
): Promise<Left> {
  const live: Record<string, LiveService> = {};
  const warnings: string[] = [];
  const look = async (name: string) => {
    const address = {
      cluster: physicalName("cluster", prefix, cluster),
      service: physicalName("service", prefix, name),
    };
    try {
      const report = await cloud.service(address);
      if (report) {
        live[name] = liveService(report);
        warnings.push(...warningsOf(name, report));
      }
    } catch (error) {
      warnings.push(`${name}: not checked whether its last deployment came to an end (${messageOf(error)})`);
    }
  };
  await Promise.all(services.map(look));
  return { live, warnings: warnings.sort() };
}

const unfinished: readonly ServiceReport["deployment"][] = ["inProgress", "failed"];

function liveService({ deployment, deploymentId, taskDefinition, desiredCount }: ServiceReport): LiveService {
  return {
    isAtZero: desiredCount === 0,
    ...(unfinished.includes(deployment) && { retryOf: deploymentId ?? taskDefinition }),
  };
}

function warningsOf(name: string, { deployment, events }: ServiceReport): string[] {
  if (!unfinished.includes(deployment)) {
    return [];
  }
  const [newest = "ECS gives no reason"] = events;
  const how = deployment === "failed" ? "failed" : "has not come to an end";
  return [`${name}: its last deployment ${how}, so it is deployed again. ECS said: ${newest.replace(/\.$/, "")}`];
}
