import { DescribeServicesCommand, ECSClient, type Service } from "@aws-sdk/client-ecs";
import { messageOf } from "../../lib/message-of.ts";
import type { ServiceAddress, ServiceReport } from "../cloud.ts";
import { whenThere } from "./finder.ts";
import { newestDeployment } from "./service-deployment.ts";
import type { Session } from "./session.ts";
import { stoppedTasks } from "./stopped-service-tasks.ts";
import { unhealthyTargets } from "./target-health.ts";

const mostEvents = 5;

/**
 * What a service does and how its newest deployment went. Told while a deployment fails, so what cannot be read is a
 * problem in the answer and keeps nothing else from being told.
 */
export async function serviceReport(
  address: ServiceAddress,
  wanted: string | undefined,
  session: Session,
): Promise<ServiceReport | undefined> {
  const ecs = new ECSClient(await session.clientConfig());
  const service = await activeService(address, ecs);
  if (service === undefined) {
    return undefined;
  }
  const problems: string[] = [];
  const orElse = async <T>(what: string, answer: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      problems.push(`${what} cannot be read: ${messageOf(error)}`);
      return otherwise;
    }
  };
  const [deployment, stopped, unhealthy] = await Promise.all([
    orElse("its deployments", newestDeployment(address, ecs), { deployment: "unknown", triggeredAlarms: [] }),
    orElse("its stopped tasks", stoppedTasks(address, wanted, { ecs, session }), []),
    orElse("the health of its targets", unhealthyTargets(targetGroupsOf(service), session), []),
  ]);
  return {
    taskDefinition: primaryOf(service),
    runningCount: service.runningCount ?? 0,
    desiredCount: service.desiredCount ?? 0,
    ...deployment,
    stoppedTasks: stopped,
    unhealthyTargets: unhealthy,
    events: newestEvents(service),
    problems,
  };
}

/** ECS keeps a deleted service as INACTIVE for a while. */
async function activeService({ cluster, service }: ServiceAddress, ecs: ECSClient): Promise<Service | undefined> {
  const answer = await whenThere(
    ecs.send(new DescribeServicesCommand({ cluster, services: [service] })),
    "ClusterNotFoundException",
  );
  return answer?.services?.find(({ status }) => status !== "INACTIVE");
}

/** After a rollback the primary deployment is one of the revision before. */
function primaryOf({ deployments, taskDefinition }: Service): string {
  return deployments?.find(({ status }) => status === "PRIMARY")?.taskDefinition ?? taskDefinition ?? "";
}

function targetGroupsOf({ loadBalancers }: Service): readonly string[] {
  return (loadBalancers ?? [])
    .flatMap(({ targetGroupArn, advancedConfiguration }) => [
      targetGroupArn,
      advancedConfiguration?.alternateTargetGroupArn,
    ])
    .filter((arn) => arn !== undefined);
}

function newestEvents({ events }: Service): readonly string[] {
  return (events ?? [])
    .toSorted((one, other) => (other.createdAt?.getTime() ?? 0) - (one.createdAt?.getTime() ?? 0))
    .slice(0, mostEvents)
    .map(({ message }) => message ?? "");
}
