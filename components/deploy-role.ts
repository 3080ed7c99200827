import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { deployAreas, deployBoundary, deployPolicy } from "./deploy-policy.ts";
import type { DeployPolicyArgs } from "./deploy-statement.ts";
import { githubIssuer, githubTrust } from "./github-trust.ts";

export interface DeployRoleArgs extends Omit<DeployPolicyArgs, "project"> {
  /** `owner/repository` that deploys. */
  readonly repository: string;
  /** GitHub's number of it. */
  readonly repositoryId: pulumi.Input<string>;
  /** Subjects of the tokens of the jobs that may deploy. */
  readonly subjects: pulumi.Input<readonly string[]>;
  /** An account has one OIDC provider for GitHub: this stack's, or somebody else's whose ARN is computed. */
  readonly ownsProvider: boolean;
  /** Without the provider no stack of the account can be deployed from GitHub. */
  readonly protectProvider: boolean;
}

/**
 * The role that a job of GitHub takes to bring this stack up. GitHub signs who is calling, so there is no key to keep;
 * which branches get that far is the environment's branch policy.
 */
export class DeployRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** ARN of the account's OIDC provider for GitHub. */
  readonly provider: pulumi.Output<string>;

  constructor(name: string, args: DeployRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:deploy-role:DeployRole", name, {}, opts);
    const child = { parent: this };
    const { prefix } = args;
    const policyArgs = { ...args, project: pulumi.getProject() };

    this.provider = args.ownsProvider
      ? new OpenIdConnectProvider(
          `${name}-github`,
          { url: `https://${githubIssuer}`, clientIdLists: ["sts.amazonaws.com"] },
          { ...child, protect: args.protectProvider },
        ).arn
      : pulumi.output(`arn:aws:iam::${args.accountId}:oidc-provider/${githubIssuer}`);
    const refusals = new Policy(
      `${name}-refusals`,
      {
        name: physicalName("policy", prefix, `${name}-refusals`),
        description: `What is refused to whoever deploys ${prefix}`,
        policy: deployBoundary(policyArgs),
      },
      child,
    );
    const role = new Role(
      `${name}-role`,
      {
        name: physicalName("role", prefix, name),
        description: `Jobs of ${args.repository} that deploy ${args.environment}`,
        // A first `up` with a database and a cache takes longer than AWS's default hour allows for.
        maxSessionDuration: 7200,
        permissionsBoundary: refusals.arn,
        assumeRolePolicy: pulumi
          .all([this.provider, args.repositoryId, args.subjects])
          .apply(([provider, repositoryId, subjects]) => githubTrust(provider, { repositoryId, subjects })),
      },
      child,
    );
    for (const area of deployAreas) {
      const policy = new Policy(
        `${name}-${area}`,
        {
          name: physicalName("policy", prefix, `${name}-${area}`),
          description: `What ${prefix} may be deployed with: ${area}`,
          policy: deployPolicy(area, policyArgs),
        },
        child,
      );
      new RolePolicyAttachment(`${name}-${area}-attachment`, { role: role.name, policyArn: policy.arn }, child);
    }

    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
