import type { Cloud } from "../cloud/cloud.ts";
import { physicalName } from "../lib/names.ts";

export interface DeployedServices {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** Logical name of the cluster. */
  readonly cluster: string;
  /** Logical names of the services. */
  readonly services: readonly string[];
}

/**
 * What an earlier run left: services whose deployment has not come to an end, a sentence each. ECS goes on trying by
 * itself, and the service already names the new revision, so a run that finds nothing to change would end without a
 * word while the old tasks still serve.
 */
export async function unfinishedDeployments(
  { prefix, cluster, services }: DeployedServices,
  cloud: Pick<Cloud, "service">,
): Promise<readonly string[]> {
  const sentences = await Promise.all(
    services.map(async (name) => {
      const address = {
        cluster: physicalName("cluster", prefix, cluster),
        service: physicalName("service", prefix, name),
      };
      try {
        const report = await cloud.service(address);
        if (report?.deployment !== "inProgress") {
          return [];
        }
        const [newest = "ECS gives no reason"] = report.events;
        return [
          `${name}: a deployment is still going on, and what ran before serves: ${newest}. Wait for it, or change what it waits for`,
        ];
      } catch (error) {
        return [`${name}: not checked whether a deployment is going on (${messageOf(error)})`];
      }
    }),
  );
  return sentences.flat();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
