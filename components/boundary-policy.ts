import { identityArns } from "../lib/identity-arns.ts";
import { policyDocument, type Statement } from "./deploy-statement.ts";

export interface BoundaryPolicyArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly accountId: string;
  /** What tasks may call beside what the program lets them. */
  readonly permissions: readonly Called[];
  /** Secrets of somebody else that tasks read: ARNs. */
  readonly existingSecrets: readonly string[];
}

/** Calls to AWS, and what they are about. */
interface Called {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/**
 * What a role of the stack may do at most, as IAM's text: each thing that the program gives any of its roles, by the
 * stack's names, and what the configuration lets tasks call. A role has only as much of it as a policy of its own says.
 */
export function boundaryPolicy(args: BoundaryPolicyArgs): string {
  return policyDocument([...tasks(args), ...functions(args), ...services(args), ...configured(args.permissions)]);
}

const arns =
  ({ accountId }: BoundaryPolicyArgs) =>
  (service: string, ...names: readonly string[]) =>
    names.map((name) => `arn:aws:${service}:*:${accountId}:${name}`);

/** What ECS and the containers do. */
function tasks(args: BoundaryPolicyArgs): Statement[] {
  const { prefix, existingSecrets } = args;
  const own = arns(args);
  return [
    {
      Sid: "OwnData",
      Effect: "Allow",
      Action: [
        "lambda:InvokeFunction",
        "logs:*",
        "s3:*",
        "sns:Publish",
        "sqs:*",
        "ssm:GetParameter*",
        "ssm:PutParameter",
      ],
      Resource: [
        ...own("lambda", `function:${prefix}-*`),
        ...own("logs", `log-group:/slipway/${prefix}/*`, `log-group:${prefix}/*`),
        `arn:aws:s3:::${prefix}-*`,
        ...own("sns", `${prefix}-*`),
        ...own("sqs", `${prefix}-*`),
        ...own("ssm", `parameter/${prefix}/*`),
      ],
    },
    {
      Sid: "Secrets",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      // The second are the passwords of masters, which RDS names.
      Resource: [...own("secretsmanager", `secret:${prefix}/*`, "secret:rds!db-*"), ...existingSecrets],
    },
    {
      // Images, shells in tasks, files: what they are about has no name of the stack's, or none at all.
      Sid: "Tasks",
      Effect: "Allow",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:BatchImportUpstreamImage",
        "ecr:GetAuthorizationToken",
        "ecr:GetDownloadUrlForLayer",
        "elasticfilesystem:ClientMount",
        "elasticfilesystem:ClientWrite",
        "logs:DescribeLogGroups",
        "ssmmessages:*",
      ],
      Resource: "*",
    },
    {
      Sid: "KeysThroughServices",
      Effect: "Allow",
      Action: "kms:*",
      Resource: "*",
      Condition: { StringLike: { "kms:ViaService": "*" } },
    },
  ];
}

/** What starts tasks, and functions that start, stop and watch them. */
function functions(args: BoundaryPolicyArgs): Statement[] {
  const { prefix } = args;
  const own = arns(args);
  return [
    {
      Sid: "OwnTasks",
      Effect: "Allow",
      Action: ["ecs:DescribeServices", "ecs:RunTask", "ecs:TagResource", "ecs:UpdateService"],
      Resource: own("ecs", `service/${prefix}-*`, `task-definition/${prefix}-*`, `task/${prefix}-*`),
    },
    {
      Sid: "OwnRolesOfTasks",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: identityArns(args).roles,
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      Sid: "Nameless",
      Effect: "Allow",
      Action: [
        "application-autoscaling:RegisterScalableTarget",
        "cloudwatch:Describe*",
        "cloudwatch:Get*",
        "cloudwatch:List*",
        "cloudwatch:PutMetricData",
        "ec2:*NetworkInterface*",
        "ec2:*PrivateIpAddresses",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        "logs:DescribeLogGroups",
      ],
      Resource: "*",
    },
  ];
}

/** What AWS does for the stack: it moves requests between target groups, takes backups and restores them for a test. */
function services(args: BoundaryPolicyArgs): Statement[] {
  const { prefix } = args;
  return [
    {
      Sid: "Services",
      Effect: "Allow",
      Action: [
        "backup:CopyFromBackupVault",
        "backup:CopyIntoBackupVault",
        "backup:Describe*",
        "backup:Get*",
        "backup:List*",
        "backup:PutRestoreValidationResult",
        "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:Describe*",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:RegisterTargets",
        // AWS Backup looks at the key of what it restores by itself.
        "kms:DescribeKey",
        "rds:Describe*",
        "rds:List*",
        "tag:GetResources",
      ],
      Resource: "*",
    },
    {
      // What a restore test makes begins with `awsbackup`, and so do AWS Backup's snapshots; the others are what a
      // database is made with.
      Sid: "Databases",
      Effect: "Allow",
      Action: "rds:*",
      Resource: arns(args)(
        "rds",
        `db:${prefix}-*`,
        "db:awsbackup-*",
        "og:*",
        "pg:*",
        "snapshot:awsbackup:*",
        "subgrp:*",
      ),
    },
  ];
}

/** What the configuration says, with the actions on the same resources together. */
function configured(permissions: readonly Called[]): Statement[] {
  const byResources = Map.groupBy(permissions, ({ resources }) => JSON.stringify([...new Set(resources)].sort()));
  return [...byResources.values()].flatMap((same) => {
    const [first] = same;
    const Action = [...new Set(same.flatMap(({ actions }) => actions))].sort();
    return first ? [{ Effect: "Allow", Action, Resource: [...new Set(first.resources)].sort() } as const] : [];
  });
}
