import {
  DescribeServiceDeploymentsCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  type ServiceDeploymentBrief,
} from "@aws-sdk/client-ecs";
import type { ServiceAddress, ServiceReport } from "../cloud.ts";

const howItStands: Readonly<Record<string, ServiceReport["deployment"]>> = {
  SUCCESSFUL: "successful",
  ROLLBACK_SUCCESSFUL: "rolledBack",
  ROLLBACK_FAILED: "failed",
  STOPPED: "failed",
  PENDING: "inProgress",
  IN_PROGRESS: "inProgress",
  STOP_REQUESTED: "inProgress",
  ROLLBACK_REQUESTED: "inProgress",
  ROLLBACK_IN_PROGRESS: "inProgress",
};

/** How the newest deployment of a service stands. */
export async function newestDeployment(
  address: ServiceAddress,
  ecs: ECSClient,
): Promise<Pick<ServiceReport, "deployment" | "deploymentId" | "reason" | "triggeredAlarms">> {
  const [newest] = (await briefsOf(address, ecs)).toSorted(
    (one, other) => (other.createdAt?.getTime() ?? 0) - (one.createdAt?.getTime() ?? 0),
  );
  if (newest?.serviceDeploymentArn === undefined) {
    return { deployment: "unknown", triggeredAlarms: [] };
  }
  const { serviceDeployments } = await ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [newest.serviceDeploymentArn] }),
  );
  const whole = serviceDeployments?.[0];
  const reason = whole?.statusReason ?? newest.statusReason ?? whole?.rollback?.reason;
  return {
    deploymentId: newest.serviceDeploymentArn.slice(newest.serviceDeploymentArn.lastIndexOf("/") + 1),
    deployment: howItStands[whole?.status ?? newest.status ?? ""] ?? "unknown",
    ...(reason ? { reason } : {}),
    triggeredAlarms: whole?.alarms?.triggeredAlarmNames ?? [],
  };
}

/** All that ECS remembers, which is 90 days: it does not say in which order. */
async function briefsOf({ cluster, service }: ServiceAddress, ecs: ECSClient): Promise<ServiceDeploymentBrief[]> {
  const briefs: ServiceDeploymentBrief[] = [];
  const name = service.slice(service.lastIndexOf("/") + 1);
  let nextToken: string | undefined;
  do {
    const page = await ecs.send(
      new ListServiceDeploymentsCommand({ cluster, service: name, ...(nextToken ? { nextToken } : {}) }),
    );
    briefs.push(...(page.serviceDeployments ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return briefs;
}
