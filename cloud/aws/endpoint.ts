import type { StoreEndpoint } from "../operations.ts";
import { whenThere } from "./finder.ts";
import type { Session } from "./session.ts";

/** Where a database instance or the primary of a replication group listens. */
export async function endpointOf(
  store: "database" | "cache",
  identifier: string,
  session: Session,
): Promise<StoreEndpoint | undefined> {
  const { host, port } =
    (await (store === "database" ? ofDatabase(identifier, session) : ofCache(identifier, session))) ?? {};
  return host === undefined || port === undefined ? undefined : { host, port };
}

type Found = { readonly host: string | undefined; readonly port: number | undefined } | undefined;

async function ofDatabase(identifier: string, session: Session): Promise<Found> {
  const { DescribeDBInstancesCommand, RDSClient } = await import("@aws-sdk/client-rds");
  const rds = new RDSClient(await session.clientConfig());
  const described = rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }));
  const answer = await whenThere(described, "DBInstanceNotFoundFault", "DBInstanceNotFound");
  const at = answer?.DBInstances?.[0]?.Endpoint;
  return at && { host: at.Address, port: at.Port };
}

async function ofCache(identifier: string, session: Session): Promise<Found> {
  const { DescribeReplicationGroupsCommand, ElastiCacheClient } = await import("@aws-sdk/client-elasticache");
  const caches = new ElastiCacheClient(await session.clientConfig());
  const described = caches.send(new DescribeReplicationGroupsCommand({ ReplicationGroupId: identifier }));
  const answer = await whenThere(described, "ReplicationGroupNotFoundFault", "ReplicationGroupNotFound");
  const [group] = answer?.ReplicationGroups ?? [];
  const at = group?.ConfigurationEndpoint ?? group?.NodeGroups?.[0]?.PrimaryEndpoint;
  return at && { host: at.Address, port: at.Port };
}
