import * as iam from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";

/** The role that a job of one GitHub environment assumes, and the provider that vouches for it. */
export function deployRole(scope: Construct, id: string, props: { repository: string; environment: string }): void {
  const issuer = "token.actions.githubusercontent.com";
  const provider = new iam.OidcProviderNative(scope, `${id}Provider`, {
    url: `https://${issuer}`,
    clientIds: ["sts.amazonaws.com"],
  });
  const role = new iam.Role(scope, `${id}Role`, {
    assumedBy: new iam.OpenIdConnectPrincipal(provider, {
      StringEquals: {
        [`${issuer}:aud`]: "sts.amazonaws.com",
        [`${issuer}:sub`]: `repo:${props.repository}:environment:${props.environment}`,
      },
    }),
  });
  role.addToPolicy(new iam.PolicyStatement({ actions: ["cloudformation:*"], resources: ["*"] }));
}
