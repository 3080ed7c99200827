import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import type { TaskPlace } from "./task-args.ts";

export interface PublisherRoleArgs {
  readonly place: Pick<TaskPlace, "prefix" | "accountId" | "region">;
  /** Physical name of the function. */
  readonly functionName: string;
  readonly log: LogGroup;
  /** The one secret that it reads. */
  readonly secretArn: pulumi.Input<string>;
}

/** What Lambda needs to put a function into subnets: these know no resource. */
const networkInterfaces = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/** What the publisher is: it writes to its own log and reads its own login. */
export function publisherRole(
  name: string,
  { place, functionName, log, secretArn }: PublisherRoleArgs,
  child: { parent: pulumi.Resource },
): { role: Role; policy: RolePolicy } {
  const { prefix, accountId, region } = place;
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  const role = new Role(
    `${name}-role`,
    { name: physicalName("role", prefix, name), assumeRolePolicy: JSON.stringify(trust) },
    child,
  );
  const functionArn = `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
  const policy = new RolePolicy(
    `${name}-policy`,
    {
      name: "publish",
      role: role.name,
      policy: pulumi.all([log.arn, secretArn]).apply(([logGroupArn, secret]) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroupArn}:*` },
            { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret },
            { Effect: "Allow", Action: networkInterfaces, Resource: "*" },
            {
              // Lambda itself may, the code that runs in it may not:
              // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
              Effect: "Deny",
              Action: networkInterfaces,
              Resource: "*",
              Condition: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
            },
          ],
        }),
      ),
    },
    child,
  );
  return { role, policy };
}
