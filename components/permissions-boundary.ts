import { Policy } from "@pulumi/aws/iam/policy.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { type BoundaryPolicyArgs, boundaryPolicy } from "./boundary-policy.ts";

/** What any role of the stack may do at most, whatever its own policies say: whoever deploys cannot hand out more. */
export class PermissionsBoundary extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: BoundaryPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:permissions-boundary:PermissionsBoundary", name, {}, opts);
    this.arn = new Policy(
      `${name}-policy`,
      {
        name: physicalName("policy", args.prefix, name),
        description: `What a role of ${args.prefix} may do at most`,
        policy: boundaryPolicy(args),
      },
      { parent: this },
    ).arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/**
 * Puts the boundary on every role that is declared from here on and names none of its own. As an output, so that a role
 * waits for it.
 */
export function boundRoles({ arn }: PermissionsBoundary): void {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type === "aws:iam/role:Role"
      ? { props: { ...props, permissionsBoundary: props.permissionsBoundary ?? arn }, opts }
      : undefined,
  );
}
