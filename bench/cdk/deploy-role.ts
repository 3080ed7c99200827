import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";

const issuer = "token.actions.githubusercontent.com";

/** The role that deploys from one GitHub environment, the one that previews, and the provider that vouches for both. */
export function deployRoles(scope: Construct, id: string, props: { repository: string; environment: string }): void {
  const here = new Construct(scope, id);
  const provider = new iam.OidcProviderNative(here, "Provider", {
    url: `https://${issuer}`,
    clientIds: ["sts.amazonaws.com"],
  });
  const trusted = (subjects: string[]) =>
    new iam.OpenIdConnectPrincipal(provider, {
      StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: subjects },
    });
  const { repository, environment } = props;
  const deploy = new iam.Role(here, "Role", { assumedBy: trusted([`repo:${repository}:environment:${environment}`]) });
  deploy.addToPolicy(new iam.PolicyStatement({ actions: ["cloudformation:*"], resources: ["*"] }));
  const preview = new iam.Role(here, "PreviewRole", {
    assumedBy: trusted([`repo:${repository}:pull_request`, `repo:${repository}:ref:refs/heads/main`]),
  });
  const looks = ["cloudformation:Describe*", "cloudformation:Get*", "cloudformation:List*"];
  preview.addManagedPolicy(
    new iam.ManagedPolicy(here, "PreviewPolicy", {
      description: "What a preview of harbour-staging may look at",
      statements: [new iam.PolicyStatement({ actions: looks, resources: ["*"] })],
    }),
  );
}
