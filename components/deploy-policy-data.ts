import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";
import { readState, writeState } from "./state-access.ts";

/** What keeps data and secrets, and the state of Pulumi, which holds both. */
export function dataStatements(args: DeployPolicyArgs): Statement[] {
  const { prefix, accountId } = args;
  const own = (service: string, name: string) => `arn:aws:${service}:*:${accountId}:${name}`;
  return [
    {
      // Parameter groups, subnet groups and mount targets are AWS's defaults too, or have no name.
      Sid: "Data",
      Effect: "Allow",
      Action: ["elasticache:*", "elasticfilesystem:*", "rds:*"],
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
        own("backup", `backup-vault:${prefix}-*`),
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
    ...preflight(args),
    ...readState(args),
    ...writeState(args),
  ];
}

/** Only to look whether they are there, and for the names in their JSON: tasks read them with roles of their own. */
function preflight({ existingSecrets = [] }: DeployPolicyArgs): Statement[] {
  return existingSecrets.length === 0
    ? []
    : [
        {
          Sid: "Preflight",
          Effect: "Allow",
          Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
          Resource: existingSecrets,
        },
      ];
}
