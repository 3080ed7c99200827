import type { InAccount, Rule } from "../model.ts";
import { blueGreenRules } from "./database-blue-green.ts";
import { copyRules } from "./database-copy-rules.ts";
import { sourceOf } from "./database-source.ts";
import { exists, uniqueName } from "./references.ts";
import { token } from "./tokens.ts";
import { bool, num, str, texts } from "./values.ts";

const CREATE = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html";
const MODIFY = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html";

/** Major version in `17` or `17.4`. */
function majorOf(version: string | undefined): number | undefined {
  return version === undefined ? undefined : Number(version.split(".")[0]);
}

const parameterFamily: Rule<InAccount> = {
  id: "instance-parameter-group-family",
  says: "The family of the parameter group is the major version of the instance.",
  source: MODIFY,
  refuse({ resource, account, place }) {
    const name = str(resource.inputs, "parameterGroupName");
    const group = account.find(token.databaseParameterGroup, (one) => one.outputs.name === name);
    const family = group && str(group.inputs, "family");
    const version = str(sourceOf(resource, account, place)?.outputs ?? resource.inputs, "engineVersion");
    const wanted = `postgres${majorOf(version) ?? 17}`;
    return family === undefined || family === wanted
      ? undefined
      : `InvalidParameterCombination: The parameter group ${name} with DBParameterGroupFamily ${family} can't be used for this instance. ` +
          `Please use a Parameter Group with DBParameterGroupFamily ${wanted}`;
  },
};

const oneVpc: Rule<InAccount> = {
  id: "instance-one-vpc",
  says: "Security groups of an instance are of the VPC of its subnet group.",
  source: CREATE,
  refuse({ resource: { inputs }, account }) {
    const subnets = account.find(token.databaseSubnetGroup, (one) => one.outputs.name === inputs.dbSubnetGroupName);
    const [subnet = ""] = texts(subnets?.inputs ?? {}, "subnetIds");
    const vpc = account.get(token.subnet, subnet)?.outputs.vpcId;
    const stranger = texts(inputs, "vpcSecurityGroupIds").find(
      (id) => vpc !== undefined && account.get(token.securityGroup, id)?.outputs.vpcId !== vpc,
    );
    return stranger === undefined
      ? undefined
      : `InvalidParameterCombination: The DB instance and EC2 security group are in different VPCs: ${stranger} is not in ${vpc}: take a group of that VPC`;
  },
};

const storageGrows: Rule<InAccount> = {
  id: "instance-storage-never-shrinks",
  says: "The storage of an instance never gets smaller.",
  source: MODIFY,
  refuse({ resource, before }) {
    const [old = 0, asked] = [num(before?.outputs ?? {}, "allocatedStorage"), num(resource.inputs, "allocatedStorage")];
    return asked === undefined || asked >= old
      ? undefined
      : `InvalidParameterCombination: Requested storage size (${asked}) cannot be less than the current size (${old}): ` +
          "keep the size, or restore into a new instance";
  },
};

const majorUpgrade: Rule<InAccount> = {
  id: "instance-major-upgrade-allowed",
  says: "A new major version needs `allowMajorVersionUpgrade`, and there is no way back.",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html",
  refuse({ resource: { inputs }, before }) {
    const [from, to] = [majorOf(str(before?.inputs ?? {}, "engineVersion")), majorOf(str(inputs, "engineVersion"))];
    if (from === undefined || to === undefined || from === to) return undefined;
    if (to < from)
      return `InvalidParameterCombination: Cannot upgrade postgres from ${from} to ${to}: restore a snapshot instead`;
    return bool(inputs, "allowMajorVersionUpgrade") === true
      ? undefined
      : "InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version: " +
          `set allowMajorVersionUpgrade to go from ${from} to ${to}`;
  },
};

const passwordGiven: Rule<InAccount> = {
  id: "instance-has-password",
  says: "An instance has a master user with a password, given or managed by RDS.",
  source: CREATE,
  refuse({ resource: { inputs } }) {
    const elsewhere = ["replicateSourceDb", "snapshotIdentifier", "restoreToPointInTime"].some(
      (key) => inputs[key] !== undefined,
    );
    const given =
      bool(inputs, "manageMasterUserPassword") === true ||
      inputs.password !== undefined ||
      inputs.passwordWo !== undefined;
    if (elsewhere) return undefined;
    if (str(inputs, "username") === undefined)
      return "InvalidParameterValue: The parameter MasterUsername must be provided: set username";
    return given
      ? undefined
      : "InvalidParameterValue: The parameter MasterUserPassword must be provided: set manageMasterUserPassword";
  },
};

const available: Rule<InAccount> = {
  id: "instance-available",
  says: "An instance that is stopped takes no change.",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html",
  refuse({ before }) {
    const status = str(before?.outputs ?? {}, "status") ?? "available";
    return status === "available"
      ? undefined
      : `InvalidDBInstanceState: Instance ${before?.outputs.identifier} is not in available state, it is ${status}: start it, and wait until it is available`;
  },
};

const monitoringRole: Rule<InAccount> = {
  id: "instance-monitoring-role-given",
  says: "Enhanced monitoring needs a role that exists.",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html",
  refuse({ resource: { inputs }, account }) {
    const role = str(inputs, "monitoringRoleArn");
    return (num(inputs, "monitoringInterval") ?? 0) > 0 && (role === undefined || account.byArn(role) === undefined)
      ? `InvalidParameterCombination: A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0: ${role ?? "none"} is no role: set monitoringRoleArn`
      : undefined;
  },
};

/** Rules on an instance in its account. */
export const databaseRules: readonly Rule<InAccount>[] = [
  uniqueName({
    id: "instance-identifier-unique",
    type: token.instance,
    input: "identifier",
    noun: "DB instance",
    code: "DBInstanceAlreadyExists",
    source: CREATE,
  }),
  exists({
    id: "instance-subnet-group-exists",
    input: "dbSubnetGroupName",
    type: token.databaseSubnetGroup,
    noun: "DB subnet group",
    by: "name",
    code: "DBSubnetGroupNotFoundFault",
    source: CREATE,
  }),
  exists({
    id: "instance-parameter-group-exists",
    input: "parameterGroupName",
    type: token.databaseParameterGroup,
    noun: "DB parameter group",
    by: "name",
    code: "DBParameterGroupNotFound",
    source: CREATE,
    given: (name) => name.startsWith("default."),
  }),
  exists({
    id: "instance-security-groups-exist",
    input: "vpcSecurityGroupIds",
    type: [token.securityGroup, token.defaultSecurityGroup],
    noun: "security group",
    code: "InvalidParameterValue",
    source: CREATE,
  }),
  parameterFamily,
  oneVpc,
  passwordGiven,
  available,
  monitoringRole,
  storageGrows,
  majorUpgrade,
  ...blueGreenRules,
  ...copyRules,
];
