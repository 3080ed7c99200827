import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { githubTrust } from "./github-trust.ts";
import { type PreviewPolicyArgs, previewPolicy } from "./preview-policy.ts";

export interface PreviewRoleArgs extends Omit<PreviewPolicyArgs, "project"> {
  /** `owner/repository` whose pull requests are shown. */
  readonly repository: string;
  /** GitHub's number of it. */
  readonly repositoryId: pulumi.Input<string>;
  /** Subjects of the tokens of the jobs that may look. */
  readonly subjects: pulumi.Input<readonly string[]>;
  /** ARN of the account's OIDC provider for GitHub. */
  readonly provider: pulumi.Input<string>;
}

/** The role that a job of a pull request takes to show what would change: it looks, and changes nothing. */
export class PreviewRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: PreviewRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:preview-role:PreviewRole", name, {}, opts);
    const child = { parent: this };
    const { prefix, environment } = args;

    const policy = new Policy(
      `${name}-policy`,
      {
        name: physicalName("policy", prefix, name),
        description: `What a preview of ${prefix} may look at`,
        policy: previewPolicy({ ...args, project: pulumi.getProject() }),
      },
      child,
    );
    const role = new Role(
      `${name}-role`,
      {
        name: physicalName("role", prefix, name),
        description: `Pull requests of ${args.repository} that show what would change in ${environment}`,
        // Its boundary is its policy: nothing that is attached to it by mistake adds anything.
        permissionsBoundary: policy.arn,
        assumeRolePolicy: pulumi
          .all([args.provider, args.repositoryId, args.subjects])
          .apply(([provider, repositoryId, subjects]) => githubTrust(provider, { repositoryId, subjects })),
      },
      child,
    );
    new RolePolicyAttachment(`${name}-attachment`, { role: role.name, policyArn: policy.arn }, child);

    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
