import type { Values } from "../../../sandbox/model.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { publicNetwork } from "./fixtures.ts";

/** A database of Postgres 17. */
export const inputs: Values = {
  identifier: "shop-main",
  engine: "postgres",
  engineVersion: "17",
  instanceClass: "db.t4g.micro",
  allocatedStorage: 20,
  storageType: "gp3",
  username: "master",
  manageMasterUserPassword: true,
  dbSubnetGroupName: "data",
  parameterGroupName: "pg17",
  skipFinalSnapshot: true,
};
/** That database with something else. */
export const withInputs = (more: Values): Values => ({ ...inputs, ...more });

/** A network with a subnet group, a parameter group and a security group for a database. */
export function ground() {
  const network = publicNetwork();
  const { cloud, vpc, subnets } = network;
  const subnetGroup = cloud.make(token.databaseSubnetGroup, { name: "data", subnetIds: subnets.map(({ id }) => id) });
  const parameters = cloud.make(token.databaseParameterGroup, { name: "pg17", family: "postgres17" });
  const group = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "database" });
  return { ...network, subnetGroup, parameters, group };
}
