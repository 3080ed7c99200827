import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
} from "@aws-sdk/client-ecs";
import type { Wanted } from "../../cloud.ts";
import { type Finders, isOurs, present, text, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** Clusters, services and task definitions; ECS keeps what was deleted as INACTIVE. */
export const finders: Finders = {
  "aws:ecs/cluster:Cluster": async (wanted, session) => {
    const cluster = await activeCluster(wanted.name ?? "", session);
    return present(isOurs(cluster?.tags, wanted) && cluster?.clusterArn);
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": async ({ inputs }, session) => {
    const cluster = await activeCluster(text(inputs, "clusterName"), session);
    return present(cluster?.capacityProviders?.length ? cluster.clusterName : undefined);
  },
  "aws:ecs/service:Service": service,
  "aws:ecs/taskDefinition:TaskDefinition": taskDefinition,
};

async function activeCluster(name: string, session: Session) {
  if (!name) {
    return undefined;
  }
  const ecs = new ECSClient(await session.clientConfig());
  const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: [name], include: ["TAGS"] }));
  return clusters?.find(({ status }) => status === "ACTIVE" || status === "PROVISIONING");
}

async function service(wanted: Wanted, session: Session): Promise<string[]> {
  const cluster = text(wanted.inputs, "cluster");
  const { name } = wanted;
  if (!cluster || name === undefined) {
    return [];
  }
  const ecs = new ECSClient(await session.clientConfig());
  const answer = await whenThere(
    ecs.send(new DescribeServicesCommand({ cluster, services: [name], include: ["TAGS"] })),
    "ClusterNotFoundException",
  );
  const found = answer?.services?.find(({ status, tags }) => status === "ACTIVE" && isOurs(tags, wanted));
  return present(found?.serviceArn);
}

/** The newest revision; the one before it is excluded by `known`. */
async function taskDefinition(wanted: Wanted, session: Session): Promise<string[]> {
  if (wanted.name === undefined) {
    return [];
  }
  const ecs = new ECSClient(await session.clientConfig());
  const answer = await whenThere(
    ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: wanted.name, include: ["TAGS"] })),
    "ClientException",
  );
  return present(isOurs(answer?.tags, wanted) && answer?.taskDefinition?.taskDefinitionArn);
}
