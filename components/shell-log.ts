import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";

export interface ShellLogArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly logRetentionDays: number;
}

/** The log of what people typed into shells in tasks, and what they saw: the agent in the task writes it. */
export function shellLog(
  name: string,
  { prefix, logRetentionDays }: ShellLogArgs,
  child: { parent: pulumi.Resource },
): LogGroup {
  return new LogGroup(`${name}-shells`, { name: shellLogName(prefix), retentionInDays: logRetentionDays }, child);
}

/** ARN of the log, for the roles of tasks, which are made before it is known. */
export function shellLogArn({
  prefix,
  accountId,
  region,
}: {
  readonly prefix: string;
  readonly accountId: string;
  readonly region: string;
}): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${shellLogName(prefix)}`;
}

function shellLogName(prefix: string): string {
  return physicalName("logGroup", `/slipway/${prefix}`, "cluster-shells");
}
