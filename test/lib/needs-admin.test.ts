import assert from "node:assert/strict";
import { needsAdmin } from "../../lib/needs-admin.ts";

const urn = (types: string, name: string) => `urn:pulumi:staging::shop::${types}::${name}`;

describe("needsAdmin", () => {
  const admins = [
    urn("slipway:deploy-role:DeployRole$aws:iam/role:Role", "deploy-role"),
    urn("slipway:deploy-role:DeployRole$aws:iam/openIdConnectProvider:OpenIdConnectProvider", "deploy-github"),
    urn("slipway:preview-role:PreviewRole$aws:iam/policy:Policy", "preview-policy"),
    urn("slipway:permissions-boundary:PermissionsBoundary$aws:iam/policy:Policy", "boundary-policy"),
    urn(
      "slipway:github-environment:GitHubEnvironment$github:index/repositoryEnvironment:RepositoryEnvironment",
      "delivery",
    ),
    urn("github:index/repositoryRuleset:RepositoryRuleset", "branches"),
  ];
  for (const one of admins) {
    it(`is so of ${one.split("::")[2]}, since a job that changed it could let itself in further`, () => {
      assert(needsAdmin(one));
    });
  }

  const jobs = [
    urn("slipway:web-service:WebService$slipway:task:Task$aws:iam/role:Role", "api-app-role"),
    urn("slipway:web-service:WebService$aws:ecs/service:Service", "api-service"),
    urn("pulumi:providers:github", "github"),
    urn("pulumi:pulumi:Stack", "shop-staging"),
  ];
  for (const one of jobs) {
    it(`is not so of ${one.split("::")[2]}, which every deployment may change`, () => {
      assert(!needsAdmin(one));
    });
  }
});
