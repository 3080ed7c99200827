import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import type * as pulumi from "@pulumi/pulumi";
import { serviceRole } from "./service-role.ts";

/** What ECS acts as when it moves the weights of a service's listener rule. */
export interface InfrastructureRole {
  readonly arn: pulumi.Output<string>;
  /** Its rights: they must outlive the service. */
  readonly ready: readonly pulumi.Resource[];
}

/** AWS keeps it in step with what ECS does: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html */
const policyArn = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers";

/** Declares the role that ECS takes for blue-green, canary and linear deployments of one service. */
export function infrastructureRole(
  name: string,
  prefix: string,
  child: { parent: pulumi.Resource },
): InfrastructureRole {
  const role = serviceRole(`${name}-shift`, { prefix, service: "ecs" }, child);
  const policy = new RolePolicyAttachment(`${name}-shift-policy`, { role: role.name, policyArn }, child);
  return { arn: role.arn, ready: [policy] };
}
