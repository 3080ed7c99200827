import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { deployAreas, deployPolicy } from "./deploy-policy.ts";
import type { DeployPolicyArgs } from "./deploy-statement.ts";

export interface DeployRoleArgs extends DeployPolicyArgs {
  /** `owner/repository` that deploys. */
  readonly repository: string;
  /** An account has one OIDC provider for GitHub: this stack's, or somebody else's whose ARN is computed. */
  readonly ownsProvider: boolean;
  /** Without the provider no stack of the account can be deployed from GitHub. */
  readonly protectProvider: boolean;
}

const issuer = "token.actions.githubusercontent.com";

/**
 * The role that a job of one GitHub environment assumes to bring this stack up. GitHub signs who is calling, so
 * there is no key to keep; which branches get that far is the environment's branch policy.
 */
export class DeployRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: DeployRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:deploy-role:DeployRole", name, {}, opts);
    const child = { parent: this };

    const provider = args.ownsProvider
      ? new OpenIdConnectProvider(
          `${name}-github`,
          { url: `https://${issuer}`, clientIdLists: ["sts.amazonaws.com"] },
          { ...child, protect: args.protectProvider },
        ).arn
      : pulumi.output(`arn:aws:iam::${args.accountId}:oidc-provider/${issuer}`);
    const role = new Role(
      `${name}-role`,
      {
        name: physicalName("role", args.prefix, name),
        description: `Jobs of ${args.repository} in the GitHub environment ${args.environment}`,
        // A first `up` with a database and a cache takes longer than AWS's default hour allows for.
        maxSessionDuration: 7200,
        assumeRolePolicy: provider.apply((federated) => trust(federated, args)),
      },
      child,
    );
    for (const area of deployAreas) {
      const policy = new Policy(
        `${name}-${area}`,
        {
          name: physicalName("policy", args.prefix, `${name}-${area}`),
          description: `What ${args.prefix} may be deployed with: ${area}`,
          policy: role.arn.apply((self) => deployPolicy(area, args, self)),
        },
        child,
      );
      new RolePolicyAttachment(`${name}-${area}-attachment`, { role: role.name, policyArn: policy.arn }, child);
    }

    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function trust(federated: string, { repository, environment }: DeployRoleArgs): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: federated },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: `repo:${repository}:environment:${environment}`,
          },
        },
      },
    ],
  });
}
