import assert from "node:assert/strict";
import { DeployRole, type DeployRoleArgs } from "../../components/deploy-role.ts";
import { answered, at, declareComponent, ofType } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";

const issuer = "token.actions.githubusercontent.com";

const deployRole = (own: Partial<DeployRoleArgs> = {}) =>
  declareComponent(
    () =>
      new DeployRole("deploy", {
        prefix: "shop-staging",
        accountId: "111111111111",
        app: "shop",
        repository: "acme/shop",
        repositoryId: "42",
        subjects: ["repo:acme/shop:environment:staging", "repo:acme@1/shop@42:environment:staging"],
        environment: "staging",
        ownsProvider: true,
        protectProvider: false,
        ...own,
      }),
  );

describe("DeployRole", () => {
  it("lets in the jobs of one repository with these subjects, to the letter", async () => {
    const [trust] = statementsOf(at(await deployRole(), "deploy/deploy-role"), "assumeRolePolicy");
    assert.deepEqual(trust?.Condition, {
      // StringLike with a star would let in forks and other environments.
      StringEquals: {
        [`${issuer}:aud`]: "sts.amazonaws.com",
        [`${issuer}:repository_id`]: "42",
        [`${issuer}:sub`]: ["repo:acme/shop:environment:staging", "repo:acme@1/shop@42:environment:staging"],
      },
    });
  });

  it("trusts the provider that it owns, which outlives the stack where another one needs it", async () => {
    const declared = await deployRole({ protectProvider: true });
    const [trust] = statementsOf(at(declared, "deploy/deploy-role"), "assumeRolePolicy");
    assert.deepEqual(trust?.Principal, { Federated: answered(declared, "deploy/deploy-github").arn });
    assert.equal(at(declared, "deploy/deploy-github").protect, true);
  });

  it("works out the provider's name where another stack owns it, since an account has one", async () => {
    const declared = await deployRole({ ownsProvider: false });
    assert.deepEqual(ofType(declared, "OpenIdConnectProvider"), []);
    const [trust] = statementsOf(at(declared, "deploy/deploy-role"), "assumeRolePolicy");
    assert.deepEqual(trust?.Principal, { Federated: `arn:aws:iam::111111111111:oidc-provider/${issuer}` });
  });

  it("may pass on only roles of its own stack, and only to what the stack has roles for", async () => {
    const pass = statementsOf(at(await deployRole(), "deploy/deploy-identity")).filter(
      ({ Effect, Action }) =>
        Effect === "Allow" && [Action].flat().some((action) => /^iam:(PassRole|\*)$/.test(action)),
    );
    assert.deepEqual(
      pass.map(({ Resource, Condition }) => ({ Resource, Condition })),
      [
        {
          Resource: "arn:aws:iam::111111111111:role/shop-staging-*",
          Condition: {
            StringEquals: {
              "iam:PassedToService": [
                "backup.amazonaws.com",
                "chatbot.amazonaws.com",
                "ecs-tasks.amazonaws.com",
                "ecs.amazonaws.com",
                "lambda.amazonaws.com",
                "scheduler.amazonaws.com",
                "vpc-flow-logs.amazonaws.com",
              ],
            },
          },
        },
      ],
    );
  });

  it("has each of its policies by itself, since all of them together are longer than one may be", async () => {
    const declared = await deployRole();
    const attached = ofType(declared, "RolePolicyAttachment").map(({ inputs }) => inputs.policyArn);
    const policies = ofType(declared, "Policy").filter(({ path }) => path !== "deploy/deploy-refusals");
    assert.deepEqual(
      attached,
      policies.map(({ path }) => answered(declared, path).arn),
    );
    assert(attached.length <= 10, "IAM's limit for a role");
    assert.equal(at(declared, "deploy/deploy-data").inputs.name, "shop-staging-deploy-data");
  });

  it("is bound by what is refused to it, which a policy that is attached by mistake does not lift", async () => {
    const declared = await deployRole();
    const boundary = at(declared, "deploy/deploy-role").inputs.permissionsBoundary;
    assert.equal(boundary, answered(declared, "deploy/deploy-refusals").arn);
  });

  it("reaches the state of the place by the project that it is part of", async () => {
    const declared = await deployRole({ state: { bucket: "acme-state", prefix: "" } });
    const write = statementsOf(at(declared, "deploy/deploy-data")).find(({ Sid }) => Sid === "WriteOwnState");
    assert.equal([write?.Resource].flat()[0], "arn:aws:s3:::acme-state/.pulumi/stacks/test/staging.*");
  });
});
