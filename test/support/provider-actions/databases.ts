import { type Actions, mine } from "./asked.ts";

/** Of databases. */
export const databases: Actions = {
  "aws:rds/getInstance:getInstance": {
    source: "rds/instance_data_source.go",
    asked: [{ actions: ["rds:DescribeDBInstances"], of: `${mine.replace("*", "rds")}db:of-before`, untagged: true }],
  },
  "aws:rds/instance:Instance": {
    source: "rds/instance.go",
    asked: [
      {
        actions: [
          "rds:CreateDBInstance",
          "rds:DescribeDBInstances",
          "rds:ModifyDBInstance",
          "rds:RebootDBInstance",
          "rds:ListTagsForResource",
          "rds:AddTagsToResource",
          "rds:RemoveTagsFromResource",
          "rds:DeleteDBInstance",
        ],
      },
      // What a request names beside the instance: the engine's default options have no tag of ours.
      {
        actions: ["rds:CreateDBInstance", "rds:ModifyDBInstance"],
        of: `${mine.replace("*", "rds")}og:default:postgres-17`,
        untagged: true,
      },
      { actions: ["rds:DeleteDBInstance"], of: `${mine.replace("*", "rds")}snapshot:a-final`, untagged: true },
      // A replica of it, or it as one of another.
      { actions: ["rds:CreateDBInstanceReadReplica", "rds:PromoteReadReplica"] },
      // Made from a snapshot or from another's past, which may be of any name.
      { actions: ["rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime"] },
      {
        actions: ["rds:RestoreDBInstanceFromDBSnapshot"],
        of: `${mine.replace("*", "rds")}snapshot:of-before`,
        untagged: true,
      },
      {
        actions: ["rds:RestoreDBInstanceToPointInTime"],
        of: `${mine.replace("*", "rds")}db:of-before`,
        untagged: true,
      },
      // A snapshot before a migration: cloud/aws/snapshot.ts.
      { actions: ["rds:CreateDBSnapshot"] },
      {
        actions: ["rds:CreateDBSnapshot", "rds:AddTagsToResource", "rds:DescribeDBSnapshots"],
        of: `${mine.replace("*", "rds")}snapshot:<prefix>-main-before-0a1b2c3d`,
        untagged: true,
      },
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/blue-green-deployments-authorizing-access.html
      { actions: ["rds:CreateBlueGreenDeployment"] },
      {
        actions: [
          "rds:CreateBlueGreenDeployment",
          "rds:DescribeBlueGreenDeployments",
          "rds:SwitchoverBlueGreenDeployment",
          "rds:DeleteBlueGreenDeployment",
        ],
        of: `${mine.replace("*", "rds")}deployment:bgd-0a1b2c`,
        untagged: true,
      },
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-permissions
      {
        actions: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
        of: `${mine.replace("*", "secretsmanager")}secret:rds!db-0a1b-AbCdEf`,
        untagged: true,
      },
      { actions: ["kms:DescribeKey"], of: `${mine.replace("*", "kms")}key/0a1b`, untagged: true, inUpAlone: true },
    ],
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    source: "rds/parameter_group.go",
    asked: [
      {
        actions: [
          "rds:CreateDBParameterGroup",
          "rds:DescribeDBParameterGroups",
          "rds:DescribeDBParameters",
          "rds:ModifyDBParameterGroup",
          "rds:ResetDBParameterGroup",
          "rds:ListTagsForResource",
          "rds:AddTagsToResource",
          "rds:DeleteDBParameterGroup",
        ],
      },
    ],
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    source: "rds/subnet_group.go",
    asked: [
      {
        actions: [
          "rds:CreateDBSubnetGroup",
          "rds:DescribeDBSubnetGroups",
          "rds:ModifyDBSubnetGroup",
          "rds:ListTagsForResource",
          "rds:AddTagsToResource",
          "rds:DeleteDBSubnetGroup",
        ],
      },
    ],
  },
};
