import { physicalName } from "../lib/names.ts";
import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";
import { readState, writeState } from "./state-access.ts";

/** What databases are made, changed and deleted with; snapshots are neither deleted, nor copied, nor shared. */
const databases = [
  "rds:*Tags*",
  "rds:Create*",
  "rds:DeleteBlueGreenDeployment",
  "rds:DeleteDBInstance",
  "rds:DeleteDBParameterGroup",
  "rds:DeleteDBSubnetGroup",
  "rds:Describe*",
  "rds:ModifyDBInstance",
  "rds:ModifyDBParameterGroup",
  "rds:ModifyDBSubnetGroup",
  "rds:PromoteReadReplica",
  "rds:RebootDBInstance",
  "rds:ResetDBParameterGroup",
  "rds:Restore*",
  "rds:StartDBInstance",
  "rds:SwitchoverBlueGreenDeployment",
];

/** What keeps data and secrets, and the state of Pulumi, which holds both. */
export function dataStatements(args: DeployPolicyArgs): Statement[] {
  const { prefix, accountId } = args;
  const own = (service: string, name: string) => `arn:aws:${service}:*:${accountId}:${name}`;
  return [
    {
      // Parameter groups, subnet groups and mount targets are AWS's defaults too, or have no name.
      Sid: "Data",
      Effect: "Allow",
      Action: ["elasticache:*", "elasticfilesystem:*", ...databases],
      Resource: "*",
    },
    {
      Sid: "OwnData",
      Effect: "Allow",
      Action: ["secretsmanager:*", "sqs:*", "ssm:*"],
      Resource: [
        own("secretsmanager", `secret:${prefix}/*`),
        own("sqs", `${prefix}-*`),
        own("ssm", `parameter/${prefix}/*`),
      ],
    },
    {
      // It knows no resource.
      Sid: "ListParameters",
      Effect: "Allow",
      Action: "ssm:DescribeParameters",
      Resource: "*",
    },
    {
      // No object is read or written with these.
      Sid: "OwnBuckets",
      Effect: "Allow",
      Action: ["s3:*Bucket*", "s3:*Configuration", "s3:DeleteObject*", "s3:*TagResource", "s3:ListTagsForResource"],
      Resource: `arn:aws:s3:::${prefix}-*`,
    },
    {
      // AWS makes up a part of the ARNs of plans, and keeps recovery points where they are of.
      Sid: "Backups",
      Effect: "Allow",
      Action: "backup:*",
      Resource: [
        own("backup", "backup-plan:*"),
        own("backup", `backup-vault:${physicalName("backupVault", prefix, "restore-test")}`),
        own("backup", "restore-testing-plan:*"),
        own("rds", "snapshot:awsbackup:*"),
      ],
    },
    {
      // Whoever makes a vault lets AWS Backup open its storage.
      Sid: "BackupStorage",
      Effect: "Allow",
      Action: "backup-storage:MountCapsule",
      Resource: "*",
    },
    {
      // RDS makes the secret of the master user as whoever creates the instance. The value cannot be read with this.
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-permissions
      Sid: "MasterSecret",
      Effect: "Allow",
      Action: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
      Resource: own("secretsmanager", "secret:rds!db-*"),
    },
    {
      // Of the same list. It only reads what a key is, so it has no condition that RDS's way of asking might not meet;
      // the use of AWS's own keys is allowed by their policies, through the service.
      Sid: "MasterSecretKey",
      Effect: "Allow",
      Action: "kms:DescribeKey",
      Resource: own("kms", "key/*"),
    },
    ...readState(args),
    ...writeState(args),
  ];
}
