import { type Actions, described, mine } from "./asked.ts";

/** Of backups. */
export const backups: Actions = {
  "aws:backup/plan:Plan": {
    source: "backup/plan.go",
    asked: [
      {
        actions: [
          "backup:CreateBackupPlan",
          "backup:GetBackupPlan",
          "backup:UpdateBackupPlan",
          "backup:DeleteBackupPlan",
          "backup:ListTags",
          "backup:TagResource",
          "backup:UntagResource",
        ],
      },
    ],
  },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": {
    source: "backup/restore_testing_plan.go",
    asked: [
      {
        actions: [
          "backup:CreateRestoreTestingPlan",
          "backup:GetRestoreTestingPlan",
          "backup:UpdateRestoreTestingPlan",
          "backup:DeleteRestoreTestingPlan",
          "backup:ListTags",
          "backup:TagResource",
          "backup:UntagResource",
        ],
      },
    ],
  },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
    source: "backup/restore_testing_selection.go",
    asked: [
      {
        actions: [
          "backup:CreateRestoreTestingSelection",
          "backup:GetRestoreTestingSelection",
          "backup:UpdateRestoreTestingSelection",
          "backup:DeleteRestoreTestingSelection",
        ],
        of: `${mine.replace("*", "backup")}restore-testing-plan:<prefix>_restore_test-0`,
      },
      {
        actions: ["iam:PassRole"],
        of: "arn:aws:iam::111111111111:role/<prefix>-restore-test-restore",
        context: { "iam:PassedToService": "backup.amazonaws.com" },
      },
    ],
  },
  "aws:backup/selection:Selection": {
    source: "backup/selection.go",
    asked: [
      {
        actions: ["backup:CreateBackupSelection", "backup:GetBackupSelection", "backup:DeleteBackupSelection"],
        of: `${mine.replace("*", "backup")}backup-plan:0`,
      },
      {
        actions: ["iam:PassRole"],
        of: "arn:aws:iam::111111111111:role/<prefix>-restore-test-backup",
        context: { "iam:PassedToService": "backup.amazonaws.com" },
      },
    ],
  },
  "aws:backup/vault:Vault": {
    source: "backup/vault.go",
    asked: [
      {
        actions: [
          "backup:CreateBackupVault",
          "backup:DescribeBackupVault",
          "backup:DeleteBackupVault",
          "backup:ListTags",
          "backup:TagResource",
          "backup:UntagResource",
          // What `forceDestroy` does.
          "backup:ListRecoveryPointsByBackupVault",
          "backup:DeleteRecoveryPoint",
        ],
      },
      // The vault is encrypted with the key of AWS Backup, which this mounts.
      described("backup-storage:MountCapsule"),
    ],
  },
};
