import type { InAccount, Model, Rule, Values } from "../model.ts";
import { backupToken, cronOnly, resourcesExist, roleOfBackup } from "./backup-shared.ts";
import { arn } from "./identifiers.ts";
import { nameShape, range } from "./limits.ts";
import { exists, inUse, uniqueName } from "./references.ts";
import { placeOf, uuid } from "./shapes.ts";
import { token } from "./tokens.ts";
import { isObject, object, str, texts } from "./values.ts";

const API = "https://docs.aws.amazon.com/aws-backup/latest/devguide/";
const PLAN = `${API}API_RestoreTestingPlanForCreate.html`;
const POINTS = `${API}API_RestoreTestingRecoveryPointSelection.html`;
const SELECTION = `${API}API_RestoreTestingSelectionForCreate.html`;
const METADATA = `${API}restore-testing-inferred-metadata.html`;

const named = (id: string, source: string) =>
  nameShape({
    id,
    input: "name",
    max: 50,
    pattern: /^[A-Za-z0-9_]+$/,
    allowed: "letters, digits and underscores",
    source,
  });

const vaultsExist: Rule<InAccount> = {
  id: "restore-testing-plan-vaults-exist",
  says: "Backups come from vaults that exist, by their ARNs, or from all (`*`).",
  source: POINTS,
  refuse({ resource: { inputs }, account }) {
    const vaults = texts(object(inputs, "recoveryPointSelection"), "includeVaults");
    const missing = vaults.find((one) => one !== "*" && account.byArn(one)?.type !== backupToken.vault);
    return missing === undefined
      ? undefined
      : `InvalidParameterValueException: includeVaults "${missing}" is no vault of account ${account.id}: take the ARN of one`;
  },
};

const plan: Model = {
  type: backupToken.testingPlan,
  autoname: { input: "name", max: 50 },
  defaults: { scheduleExpressionTimezone: "Etc/UTC", startWindowHours: 24 },
  checks: [
    named("restore-testing-plan-name-shape", PLAN),
    cronOnly("restore-testing-plan-schedule", "scheduleExpression", PLAN),
    range("restore-testing-plan-start-window", "startWindowHours", 1, 168, PLAN),
    range("restore-testing-plan-days", "recoveryPointSelection.selectionWindowDays", 1, 365, POINTS),
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, id, seed, place) => ({
    arn: arn(placeOf(inputs, place), "backup", `restore-testing-plan:${id}-${uuid(seed)}`),
  }),
  requires: [
    uniqueName({
      id: "restore-testing-plan-unique",
      type: backupToken.testingPlan,
      input: "name",
      noun: "restore testing plan",
      code: "AlreadyExistsException",
      source: `${API}API_CreateRestoreTestingPlan.html`,
    }),
    vaultsExist,
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "restore-testing-plan-without-selections",
      noun: "restore testing plan",
      code: "InvalidRequestException",
      source: `${API}API_DeleteRestoreTestingPlan.html`,
      by: "name",
      users: [{ type: backupToken.testingSelection, at: "restoreTestingPlanName" }],
    }),
  ],
  typicalMinutes: 0.1,
};

const which: Rule<Values> = {
  id: "restore-testing-selection-which",
  says: "A selection names up to 30 resources by their ARNs, or all (`*`), which conditions may narrow.",
  source: SELECTION,
  refuse(values) {
    const arns = texts(values, "protectedResourceArns");
    if (arns.length > 30)
      return `InvalidParameterValueException: protectedResourceArns has ${arns.length}: name at most 30, or *`;
    return values.protectedResourceConditions !== undefined && arns.some((one) => one !== "*")
      ? "InvalidParameterValueException: protectedResourceConditions narrow * alone: remove them, or the ARNs"
      : undefined;
  },
};

const types = ["Aurora", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "FSx", "Neptune", "RDS", "S3"];

const type: Rule<Values> = {
  id: "restore-testing-selection-type",
  says: `What is tested is one of ${types.join(", ")}.`,
  source: SELECTION,
  refuse(values) {
    const given = str(values, "protectedResourceType");
    return given === undefined || types.includes(given)
      ? undefined
      : `InvalidParameterValueException: protectedResourceType "${given}": use one of ${types.join(", ")}`;
  },
};

const ofRds =
  "allocatedStorage availabilityZones dbInstanceClass dbName dbParameterGroupName dbSubnetGroupName domain domainIamRoleName enableCloudwatchLogsExports enableIamDatabaseAuthentication iops licenseModel multiAz optionGroupName port processorFeatures publiclyAccessible storageType vpcSecurityGroupIds".split(
    " ",
  );
const lists = ["availabilityZones", "enableCloudwatchLogsExports", "vpcSecurityGroupIds"];

const overrides: Rule<Values> = {
  id: "restore-testing-selection-overrides",
  says: "Of an RDS instance only what AWS lists may be set otherwise, and lists are written as JSON.",
  source: METADATA,
  refuse(values) {
    if (values.protectedResourceType !== "RDS") return undefined;
    const given = Object.entries(object(values, "restoreMetadataOverrides"));
    const known = (key: string) => ofRds.find((one) => one.toLowerCase() === key.toLowerCase());
    const unknown = given.find(([key]) => known(key) === undefined)?.[0];
    if (unknown !== undefined)
      return `InvalidParameterValueException: restoreMetadataOverrides.${unknown} is not supported for RDS: use ${ofRds.join(", ")}`;
    const bare = given.find(([key, value]) => lists.includes(known(key) ?? "") && listIn(value) === undefined)?.[0];
    return bare === undefined
      ? undefined
      : `InvalidParameterValueException: restoreMetadataOverrides.${bare} is a list: write it as JSON, ["sg-…"]`;
  },
};

/** The texts in a list that is written as JSON. */
function listIn(text: unknown): readonly string[] | undefined {
  try {
    const read: unknown = JSON.parse(String(text));
    return Array.isArray(read) ? texts({ read }, "read") : undefined;
  } catch {
    return undefined;
  }
}

const surroundings: Rule<InAccount> = {
  id: "restore-testing-selection-surroundings",
  says: "The subnet group and the security groups of a copy exist.",
  source: METADATA,
  refuse({ resource: { inputs }, account }) {
    const given = inputs.restoreMetadataOverrides;
    if (!isObject(given)) return undefined;
    const start = "InvalidParameterValueException: restoreMetadataOverrides";
    const subnets = str(given, "dbSubnetGroupName");
    if (subnets !== undefined && !account.find(token.databaseSubnetGroup, ({ outputs }) => outputs.name === subnets))
      return `${start}.dbSubnetGroupName "${subnets}" does not exist: create it first`;
    const groups = listIn(given.vpcSecurityGroupIds ?? "[]") ?? [];
    const missing = groups.find((id) => account.get(token.securityGroup, id) === undefined);
    return missing === undefined
      ? undefined
      : `${start}.vpcSecurityGroupIds "${missing}" does not exist: create it first`;
  },
};

const selection: Model = {
  type: backupToken.testingSelection,
  autoname: { input: "name", max: 50 },
  defaults: { validationWindowHours: 0 },
  checks: [
    named("restore-testing-selection-name-shape", SELECTION),
    which,
    type,
    range("restore-testing-selection-validation", "validationWindowHours", 1, 168, SELECTION),
    overrides,
  ],
  identify: (inputs) => `${str(inputs, "name")}:${str(inputs, "restoreTestingPlanName")}`,
  outputs: () => ({}),
  requires: [
    exists({
      id: "restore-testing-selection-plan-exists",
      input: "restoreTestingPlanName",
      type: backupToken.testingPlan,
      noun: "restore testing plan",
      by: "name",
      code: "ResourceNotFoundException",
      source: `${API}API_CreateRestoreTestingSelection.html`,
    }),
    resourcesExist("restore-testing-selection-resources-exist", "protectedResourceArns", SELECTION),
    roleOfBackup("restore-testing-selection-role", "rds:RestoreDBInstanceFromDBSnapshot"),
    surroundings,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a copy that is being tested is deleted when its window is over" },
  typicalMinutes: 0.1,
};

/** Restore testing plans and what they test. */
export const models: readonly Model[] = [plan, selection];
