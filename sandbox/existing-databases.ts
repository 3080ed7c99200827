import type { Account } from "./account.ts";
import { putExisting } from "./existing-networks.ts";
import type { Values } from "./model.ts";
import { databaseOutputs } from "./models/database-outputs.ts";
import { derivedHex } from "./models/identifiers.ts";
import { token } from "./models/tokens.ts";
import { seededBy } from "./seed.ts";
import type { World } from "./world.ts";

/** Puts the databases of the world that are in this account where the models look, each with its security group. */
export function putExistingDatabases(account: Account): void {
  for (const database of account.world.databases.filter((one) => one.account === account.id)) {
    const place = { accountId: account.id, region: database.region };
    const { identifier, vpcId, securityGroup } = database;
    const group = { name: identifier, description: "Before slipway", vpcId };
    putExisting(account, place, { type: token.securityGroup, id: securityGroup, inputs: group });
    putExisting(account, place, { type: token.instance, id: resourceIdOf(database), inputs: inputsOf(database) });
  }
}

type ExistingDatabase = World["databases"][number];

/** What `aws.rds.getInstance` answers of one: the same as its model. */
export function existingInstance(database: ExistingDatabase): Values {
  const { account, region, identifier, username, dbName = "", port, securityGroup } = database;
  const inputs = inputsOf(database);
  const id = resourceIdOf(database);
  const outputs = databaseOutputs(inputs, id, seededBy(id), { accountId: account, region });
  return {
    ...outputs,
    id: identifier,
    dbInstanceIdentifier: identifier,
    dbInstanceArn: outputs.arn,
    dbInstanceClass: inputs.instanceClass,
    dbInstancePort: port,
    dbName,
    engine: inputs.engine,
    engineVersion: outputs.engineVersionActual,
    masterUsername: username,
    vpcSecurityGroups: [securityGroup],
    storageEncrypted: true,
    region,
    tags: {},
  };
}

/** RDS's own id of it. */
function resourceIdOf({ identifier, account, region }: ExistingDatabase): string {
  return `db-${derivedHex(`${identifier} ${account} ${region}`, 26).toUpperCase()}`;
}

function inputsOf({ identifier, version, username, dbName, securityGroup, port }: ExistingDatabase) {
  return {
    identifier,
    engine: "postgres",
    engineVersion: version,
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    storageEncrypted: true,
    backupRetentionPeriod: 7,
    username,
    ...(dbName !== undefined && { dbName }),
    port,
    vpcSecurityGroupIds: [securityGroup],
  };
}
