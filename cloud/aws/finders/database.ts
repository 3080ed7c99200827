import {
  DescribeDBInstancesCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBSubnetGroupsCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import type { Wanted } from "../../cloud.ts";
import { type Finders, isOurs, present, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** RDS by name; an instance is there from its first minute, long before it can be used. */
export const finders: Finders = {
  "aws:rds/instance:Instance": instance,
  "aws:rds/subnetGroup:SubnetGroup": subnetGroup,
  "aws:rds/parameterGroup:ParameterGroup": parameterGroup,
};

async function instance(wanted: Wanted, session: Session): Promise<string[]> {
  if (wanted.name === undefined) {
    return [];
  }
  const rds = new RDSClient(await session.clientConfig());
  const answer = await whenThere(
    rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: wanted.name })),
    "DBInstanceNotFoundFault",
  );
  const found = answer?.DBInstances?.find(
    ({ DBInstanceStatus, TagList }) => DBInstanceStatus !== "deleting" && isOurs(TagList, wanted),
  );
  return present(found?.DbiResourceId);
}

async function subnetGroup({ name }: Wanted, session: Session): Promise<string[]> {
  if (name === undefined) {
    return [];
  }
  const rds = new RDSClient(await session.clientConfig());
  const answer = await whenThere(
    rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName: name })),
    "DBSubnetGroupNotFoundFault",
  );
  return present(answer?.DBSubnetGroups?.[0]?.DBSubnetGroupName);
}

async function parameterGroup({ name }: Wanted, session: Session): Promise<string[]> {
  if (name === undefined) {
    return [];
  }
  const rds = new RDSClient(await session.clientConfig());
  const answer = await whenThere(
    rds.send(new DescribeDBParameterGroupsCommand({ DBParameterGroupName: name })),
    "DBParameterGroupNotFoundFault",
  );
  return present(answer?.DBParameterGroups?.[0]?.DBParameterGroupName);
}
