import { type Actions, described, ec2, mine } from "./asked.ts";

/** Of what keeps data and secrets. */
export const data: Actions = {
  "aws:efs/accessPoint:AccessPoint": {
    source: "efs/access_point.go",
    asked: [
      {
        actions: [
          "elasticfilesystem:DescribeAccessPoints",
          "elasticfilesystem:TagResource",
          "elasticfilesystem:UntagResource",
          "elasticfilesystem:DeleteAccessPoint",
        ],
      },
      {
        actions: ["elasticfilesystem:CreateAccessPoint"],
        of: `${mine.replace("*", "elasticfilesystem")}file-system/fs-0`,
      },
    ],
  },
  "aws:efs/backupPolicy:BackupPolicy": {
    source: "efs/backup_policy.go",
    asked: [
      {
        actions: ["elasticfilesystem:PutBackupPolicy", "elasticfilesystem:DescribeBackupPolicy"],
        of: `${mine.replace("*", "elasticfilesystem")}file-system/fs-0`,
      },
    ],
  },
  "aws:efs/fileSystem:FileSystem": {
    source: "efs/file_system.go",
    asked: [
      described("elasticfilesystem:CreateFileSystem"),
      {
        actions: [
          "elasticfilesystem:DescribeFileSystems",
          "elasticfilesystem:DescribeLifecycleConfiguration",
          "elasticfilesystem:UpdateFileSystem",
          "elasticfilesystem:TagResource",
          "elasticfilesystem:UntagResource",
          "elasticfilesystem:DeleteFileSystem",
        ],
      },
    ],
  },
  "aws:efs/fileSystemPolicy:FileSystemPolicy": {
    source: "efs/file_system_policy.go",
    asked: [
      {
        actions: [
          "elasticfilesystem:PutFileSystemPolicy",
          "elasticfilesystem:DescribeFileSystemPolicy",
          "elasticfilesystem:DeleteFileSystemPolicy",
        ],
        of: `${mine.replace("*", "elasticfilesystem")}file-system/fs-0`,
      },
    ],
  },
  "aws:efs/mountTarget:MountTarget": {
    source: "efs/mount_target.go",
    asked: [
      {
        actions: [
          "elasticfilesystem:CreateMountTarget",
          "elasticfilesystem:DescribeMountTargets",
          "elasticfilesystem:DescribeMountTargetSecurityGroups",
          "elasticfilesystem:ModifyMountTargetSecurityGroups",
          "elasticfilesystem:DeleteMountTarget",
        ],
        of: `${mine.replace("*", "elasticfilesystem")}file-system/fs-0`,
      },
      { actions: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"], of: ec2("network-interface") },
      described("ec2:DescribeSubnets", "ec2:DescribeNetworkInterfaces"),
    ],
  },
  "aws:secretsmanager/secret:Secret": {
    source: "secretsmanager/secret.go",
    asked: [
      {
        actions: [
          "secretsmanager:CreateSecret",
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetResourcePolicy",
          "secretsmanager:UpdateSecret",
          "secretsmanager:TagResource",
          "secretsmanager:UntagResource",
          "secretsmanager:DeleteSecret",
        ],
      },
    ],
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    source: "secretsmanager/secret_version.go",
    asked: [
      {
        actions: [
          "secretsmanager:PutSecretValue",
          "secretsmanager:GetSecretValue",
          "secretsmanager:ListSecretVersionIds",
          "secretsmanager:UpdateSecretVersionStage",
        ],
      },
    ],
  },
  "aws:sqs/queue:Queue": {
    source: "sqs/queue.go",
    asked: [
      {
        actions: [
          "sqs:CreateQueue",
          "sqs:GetQueueAttributes",
          "sqs:SetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ListQueueTags",
          "sqs:TagQueue",
          "sqs:UntagQueue",
          "sqs:DeleteQueue",
        ],
      },
    ],
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    source: "sqs/queue_policy.go",
    asked: [
      {
        actions: ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes"],
        of: `${mine.replace("*", "sqs")}<prefix>-orders`,
      },
    ],
  },
  "aws:ssm/parameter:Parameter": {
    source: "ssm/parameter.go",
    asked: [
      {
        actions: [
          "ssm:PutParameter",
          "ssm:GetParameter",
          "ssm:GetParameters",
          "ssm:ListTagsForResource",
          "ssm:AddTagsToResource",
          "ssm:RemoveTagsFromResource",
          "ssm:DeleteParameter",
        ],
      },
      described("ssm:DescribeParameters"),
    ],
  },
};
