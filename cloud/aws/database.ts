import { DescribeDBInstancesCommand, RDSClient } from "@aws-sdk/client-rds";
import type { DatabaseReport } from "../cloud.ts";
import { whenThere } from "./finder.ts";
import type { Session } from "./session.ts";

/** What a database instance does, or undefined when there is none. */
export async function database(identifier: string, session: Session): Promise<DatabaseReport | undefined> {
  const rds = new RDSClient(await session.clientConfig());
  const described = rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }));
  const found = (await whenThere(described, "DBInstanceNotFoundFault", "DBInstanceNotFound"))?.DBInstances?.[0];
  if (!found) {
    return undefined;
  }
  const { DBInstanceStatus: status = "unknown", EngineVersion: engineVersion = "unknown" } = found;
  const replicas = found.ReadReplicaDBInstanceIdentifiers ?? [];
  return { status, engineVersion, ...(replicas.length > 0 && { replicas }) };
}
