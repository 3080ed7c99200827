import { Role } from "@pulumi/aws/iam/role.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";

export interface ServiceRoleArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** Who takes it on, for example `scheduler`. */
  readonly service: string;
  /** Only on behalf of this account: nobody else's service may be talked into using the role (the confused deputy). */
  readonly accountId?: string;
  /** Only on behalf of resources whose ARN is like this; with `accountId`. */
  readonly sourceArn?: string;
}

/** A role that one service of AWS takes on, without a right yet; `<name>` is its physical name after the prefix. */
export function serviceRole(
  name: string,
  { prefix, service, accountId, sourceArn }: ServiceRoleArgs,
  child: pulumi.ResourceOptions,
): Role {
  const condition = {
    StringEquals: { "aws:SourceAccount": accountId },
    ...(sourceArn !== undefined && { ArnLike: { "aws:SourceArn": sourceArn } }),
  };
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: `${service}.amazonaws.com` },
        Action: "sts:AssumeRole",
        ...(accountId !== undefined && { Condition: condition }),
      },
    ],
  };
  return new Role(
    `${name}-role`,
    { name: physicalName("role", prefix, name), assumeRolePolicy: JSON.stringify(trust) },
    child,
  );
}
