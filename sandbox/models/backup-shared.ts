import { trusts } from "../execution-role.ts";
import type { InAccount, Rule, Values } from "../model.ts";
import { allows } from "./iam.ts";
import { refuseSchedule } from "./schedule-expression.ts";
import { str, textsAt } from "./values.ts";

/** Pulumi's type tokens of AWS Backup. */
export const backupToken = {
  vault: "aws:backup/vault:Vault",
  plan: "aws:backup/plan:Plan",
  selection: "aws:backup/selection:Selection",
  testingPlan: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
  testingSelection: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
} as const;

const SERVICE = "backup.amazonaws.com";

/** A rule: the role is one that AWS Backup may take, and it may do what it is there for. */
export function roleOfBackup(id: string, action: string): Rule<InAccount> {
  return {
    id,
    says: `The role trusts \`${SERVICE}\` and may call ${action}: the rights are there before the selection.`,
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html",
    refuse({ resource: { inputs }, account, place: { region } }) {
      const role = str(inputs, "iamRoleArn") ?? "";
      // What AWS Backup makes begins with its own name, for RDS too.
      const snapshot = `arn:aws:rds:${region}:${account.id}:snapshot:awsbackup:job-0`;
      if (!trusts(account, role, SERVICE))
        return `InvalidParameterValueException: IAM Role ${role} is not a valid role AWS Backup can assume: trust ${SERVICE}`;
      return allows(account, role, action, snapshot)
        ? undefined
        : `InvalidParameterValueException: IAM Role ${role} does not have sufficient permissions: allow ${action}, and make the selection after that`;
    },
  };
}

/** A rule: what is selected by its ARN exists. */
export function resourcesExist(id: string, input: string, source: string): Rule<InAccount> {
  return {
    id,
    says: `An ARN in \`${input}\` without a \`*\` is that of a resource in the account.`,
    source,
    refuse({ resource: { inputs }, account }) {
      const missing = textsAt(inputs, input).find((one) => !one.includes("*") && account.byArn(one) === undefined);
      return missing === undefined
        ? undefined
        : `InvalidParameterValueException: ${input} "${missing}" is nothing of account ${account.id}: make it first, or take its ARN from the resource that makes it`;
    },
  };
}

/** A rule: a schedule is a cron expression of six fields. */
export function cronOnly(id: string, input: string, source: string): Rule<Values> {
  return {
    id,
    says: `\`${input}\` is \`cron(…)\` with six fields.`,
    source,
    refuse(values) {
      for (const text of textsAt(values, input)) {
        const wrong = text.startsWith("cron(") ? refuseSchedule(text) : "AWS Backup takes cron alone";
        if (wrong !== undefined) {
          return `InvalidParameterValueException: ${input} "${text}" is not valid: ${wrong}: write cron(0 5 * * ? *)`;
        }
      }
      return undefined;
    },
  };
}
