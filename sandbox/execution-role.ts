import type { Account } from "./account.ts";
import { allows } from "./models/iam.ts";
import { statementsOf } from "./models/policy-document.ts";
import { textsAt } from "./models/values.ts";

/** The secret in `…:secret:name-AbCdEf:json-key:version-stage:version-id`; a parameter's ARN as it is. */
export function secretIn(valueFrom: string): string {
  return isParameter(valueFrom) ? valueFrom : valueFrom.split(":").slice(0, 7).join(":");
}

/** Whether a container's secret is a parameter of the Parameter Store. */
export function isParameter(valueFrom: string): boolean {
  return valueFrom.startsWith("arn:aws:ssm:");
}

/** IAM's name for reading what a container's secret names. */
export function readAction(valueFrom: string): string {
  return isParameter(valueFrom) ? "ssm:GetParameters" : "secretsmanager:GetSecretValue";
}

/** Whether a role may read what a container's secret or its registry credentials name. */
export function mayRead(account: Account, roleArn: string | undefined, valueFrom: string): boolean {
  return roleArn !== undefined && allows(account, roleArn, readAction(valueFrom), secretIn(valueFrom));
}

/** Whether a service of AWS, for example `ecs-tasks.amazonaws.com`, may take a role. */
export function trusts(account: Account, roleArn: string, service: string): boolean {
  return statementsOf(account.byArn(roleArn)?.outputs.assumeRolePolicy).some(
    (statement) =>
      statement.Effect === "Allow" &&
      textsAt(statement, "Principal.Service").includes(service) &&
      textsAt(statement, "Action").includes("sts:AssumeRole"),
  );
}
