import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { FlowLog } from "@pulumi/aws/ec2/flowLog.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { named } from "./network-subnets.ts";
import { serviceRole } from "./service-role.ts";

export interface FlowLogArgs {
  readonly prefix: string;
  readonly accountId: string;
  readonly region: string;
  readonly flowLogs: "none" | "rejects" | "all";
  readonly logRetentionDays: number;
}

type Child = { parent: pulumi.Resource };

/** Logs who connected to whom in the network, or who was refused; never what was said. */
export function flowLog(name: string, args: FlowLogArgs, vpc: Vpc, child: Child): void {
  if (args.flowLogs === "none") {
    return;
  }
  const flows = `${name}-flows`;
  const logs = new LogGroup(
    `${flows}-logs`,
    { name: physicalName("logGroup", `/slipway/${args.prefix}`, flows), retentionInDays: args.logRetentionDays },
    child,
  );
  const { role, ready } = deliverer(flows, args, logs, child);
  new FlowLog(
    flows,
    {
      vpcId: vpc.id,
      trafficType: args.flowLogs === "all" ? "ALL" : "REJECT",
      logDestinationType: "cloud-watch-logs",
      logDestination: logs.arn,
      iamRoleArn: role.arn,
      tags: named(args, flows),
    },
    { ...child, dependsOn: [ready] },
  );
}

/** What the flow-log service is while it writes: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
function deliverer(name: string, { prefix, accountId, region }: FlowLogArgs, logs: LogGroup, child: Child) {
  const sourceArn = `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*`;
  const role = serviceRole(name, { prefix, service: "vpc-flow-logs", accountId, sourceArn }, child);
  // The group exists, so the service needs no right to make one; listing groups knows no single one.
  const ready = new RolePolicy(
    `${name}-policy`,
    {
      name: "write",
      role: role.name,
      policy: logs.arn.apply((arn) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
              Resource: [`${arn}:*`],
            },
            { Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: ["*"] },
          ],
        }),
      ),
    },
    child,
  );
  return { role, ready };
}
