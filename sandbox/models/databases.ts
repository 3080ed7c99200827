import type { InAccount, Model, Rule } from "../model.ts";
import { databaseChecks } from "./database-checks.ts";
import { databaseBlocksDelete } from "./database-delete.ts";
import { databaseOutputs, resourceIdOf } from "./database-outputs.ts";
import { databaseRules } from "./database-rules.ts";
import { keepFinalSnapshot } from "./database-snapshots.ts";
import { countReplicas, takeOverStart } from "./database-source.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { dropManagedSecret, keepManagedSecret } from "./managed-secrets.ts";
import { parameterGroup } from "./parameter-group.ts";
import { exists, inUse, uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { refuseFewZones } from "./subnet-zones.ts";
import { token } from "./tokens.ts";
import { str, texts } from "./values.ts";

const API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/";
const SUBNET_GROUP = `${API}API_CreateDBSubnetGroup.html`;

const instance: Model = {
  type: token.instance,
  autoname: { input: "identifier", max: 255, lowercase: true },
  defaults: {
    allowMajorVersionUpgrade: false,
    applyImmediately: false,
    autoMinorVersionUpgrade: true,
    backupRetentionPeriod: 0,
    backupTarget: "region",
    backupWindow: "02:10-02:40",
    caCertIdentifier: "rds-ca-rsa2048-g1",
    copyTagsToSnapshot: false,
    databaseInsightsMode: "standard",
    dedicatedLogVolume: false,
    deleteAutomatedBackups: true,
    deletionProtection: false,
    engineLifecycleSupport: "open-source-rds-extended-support",
    iamDatabaseAuthenticationEnabled: false,
    licenseModel: "postgresql-license",
    maintenanceWindow: "sun:04:10-sun:04:40",
    monitoringInterval: 0,
    multiAz: false,
    networkType: "IPV4",
    performanceInsightsEnabled: false,
    publiclyAccessible: false,
    skipFinalSnapshot: false,
    storageEncrypted: false,
    storageType: "gp2",
  },
  checks: databaseChecks,
  identify: (_inputs, seed) => resourceIdOf(seed),
  outputs: databaseOutputs,
  requires: databaseRules,
  replaces: "as the specification says",
  blocksDelete: databaseBlocksDelete,
  after(change, subject) {
    if (change === "deleted") {
      keepFinalSnapshot(subject);
      dropManagedSecret(subject);
    } else keepManagedSecret(subject);
    if (change === "created") takeOverStart(subject);
    countReplicas(subject);
  },
  typicalMinutes: 10,
};

const twoZones: Rule<InAccount> = {
  id: "database-subnet-group-zones",
  says: "A DB subnet group has subnets in at least two availability zones of one VPC.",
  source: SUBNET_GROUP,
  refuse: (subject) =>
    refuseFewZones(
      subject,
      "DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement",
    ),
};

const subnetGroup: Model = {
  type: token.databaseSubnetGroup,
  autoname: { input: "name", max: 255, lowercase: true },
  defaults: { description: "Managed by Pulumi" },
  checks: [
    nameShape({
      id: "database-subnet-group-name-shape",
      input: "name",
      max: 255,
      pattern: /^(?!default$)[a-z0-9 ._-]+$/,
      allowed: "lower-case letters, digits, hyphens, underscores, periods and spaces, not `default`",
      source: SUBNET_GROUP,
    }),
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(placeOf(inputs, place), "rds", `subgrp:${id}`),
    supportedNetworkTypes: ["IPV4"],
  }),
  requires: [
    uniqueName({
      id: "database-subnet-group-unique",
      type: token.databaseSubnetGroup,
      input: "name",
      noun: "DB subnet group",
      code: "DBSubnetGroupAlreadyExists",
      source: SUBNET_GROUP,
    }),
    exists({
      id: "database-subnet-group-subnets-exist",
      input: "subnetIds",
      type: token.subnet,
      noun: "subnet",
      code: "InvalidParameterValue",
      source: SUBNET_GROUP,
    }),
    twoZones,
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "database-subnet-group-not-in-use",
      noun: "DB subnet group",
      code: "InvalidDBSubnetGroupStateFault",
      source: `${API}API_DeleteDBSubnetGroup.html`,
      by: "name",
      users: [{ type: token.instance, at: "dbSubnetGroupName" }],
    }),
  ],
  after(change, { resource, account }) {
    const [subnet = ""] = texts(resource.inputs, "subnetIds");
    const vpcId = account.get(token.subnet, subnet)?.outputs.vpcId;
    if (change !== "deleted") account.put({ ...resource, outputs: { ...resource.outputs, vpcId } });
  },
  typicalMinutes: 0.1,
};

/** Databases of an account. */
export const models: readonly Model[] = [instance, subnetGroup, parameterGroup];
