import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { serviceRole } from "./service-role.ts";

export interface RestoreTestRolesArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly accountId: string;
  /** ARNs of the databases that are tested. */
  readonly instanceArns: readonly pulumi.Input<string>[];
}

/** What AWS Backup acts as: one role takes backups, the other makes copies of them and deletes the copies. */
export interface RestoreTestRoles {
  readonly backupArn: pulumi.Output<string>;
  readonly restoreArn: pulumi.Output<string>;
  /** Their rights. */
  readonly ready: readonly pulumi.Resource[];
}

type Child = { parent: pulumi.Resource };

// AWS keeps these in step with what AWS Backup does:
// https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
const managed = (purpose: string) => `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor${purpose}`;

/** Declares the roles of AWS Backup for restore tests. */
export function restoreTestRoles(name: string, args: RestoreTestRolesArgs, child: Child): RestoreTestRoles {
  const backup = backupRole(`${name}-backup`, "Backup", args, child);
  const restore = backupRole(`${name}-restore`, "Restores", args, child);
  const guard = new RolePolicy(
    `${name}-restore-guard`,
    {
      name: "guard",
      role: restore.role.name,
      // AWS's policy lets whoever restores delete and change any database; what is tested is none of its business.
      policy: pulumi.all([...args.instanceArns]).apply((Resource) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Deny", Action: ["rds:DeleteDBInstance", "rds:ModifyDBInstance"], Resource }],
        }),
      ),
    },
    child,
  );
  return {
    backupArn: backup.role.arn,
    restoreArn: restore.role.arn,
    ready: [backup.attachment, restore.attachment, guard],
  };
}

function backupRole(name: string, purpose: string, { prefix, accountId }: RestoreTestRolesArgs, child: Child) {
  const role = serviceRole(name, { prefix, service: "backup", accountId }, child);
  const attachment = new RolePolicyAttachment(
    `${name}-policy`,
    { role: role.name, policyArn: managed(purpose) },
    child,
  );
  return { role, attachment };
}
