import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type * as pulumi from "@pulumi/pulumi";

/** Logs that RDS sends to CloudWatch. */
export const logExports = ["postgresql", "upgrade"] as const;

/** The log groups of one instance: RDS would make them itself, and keep what is in them for ever. */
export function databaseLogs(
  name: string,
  identifier: string,
  { logRetentionDays }: { readonly logRetentionDays: number },
  child: { parent: pulumi.Resource },
): LogGroup[] {
  return logExports.map(
    (log) =>
      new LogGroup(
        `${name}-logs-${log}`,
        { name: `/aws/rds/instance/${identifier}/${log}`, retentionInDays: logRetentionDays },
        child,
      ),
  );
}
