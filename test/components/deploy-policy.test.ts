import assert from "node:assert/strict";
import { deployAreas, deployPolicy } from "../../components/deploy-policy.ts";
import type { DeployPolicyArgs } from "../../components/deploy-statement.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { evaluate, statementsOf as readStatements } from "../../sandbox/models/policy-document.ts";
import { answered, at, type Declared, declareStack } from "../support/declare-stack.ts";
import { providerActions } from "../support/provider-actions.ts";

const inAccount = (service: string, what: string) => `arn:aws:${service}:eu-north-1:111111111111:${what}`;
const tagsOf = (app: string, stack: string) => ({ "aws:ResourceTag/app": app, "aws:ResourceTag/stack": stack });

/** Tags that the plan's provider puts on everything, as IAM sees them. */
function defaultTags(declared: Declared): Record<string, string> {
  const { defaultTags: given } = at(declared, "account").inputs;
  const { tags } = (typeof given === "string" ? JSON.parse(given) : given) as { tags: Record<string, string> };
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

/** The statements of all its policies together. */
const allStatements = (args: DeployPolicyArgs, self: string) =>
  deployAreas.flatMap((area) => readStatements(deployPolicy(area, args, self)));

/** What the deploy role of a stack would be refused while it makes, reads, changes and deletes one of its resources. */
function refusedOf(declared: Declared, resource: PlannedResource): string[] {
  const statements = deployAreas.flatMap((area) => readStatements(at(declared, `deploy/deploy-${area}`).inputs.policy));
  const own = String(answered(declared, resource.path).arn);
  const asked = providerActions[resource.type];
  assert(asked, `test/support/provider-actions.ts does not say what a ${resource.type} needs`);
  return asked.flatMap(({ actions, of = own, untagged, context }) => {
    const asks = of.replace("111111111111", declared.place.accountId).replace("<prefix>", declared.place.prefix);
    assert.match(asks, /^(\*|arn:aws:.*)$/, `${resource.path} has no ARN`);
    return actions
      .filter((action) => !evaluate(statements, action, asks, { ...(!untagged && defaultTags(declared)), ...context }))
      .map((action) => `${action} on ${asks}, for ${resource.path}`);
  });
}

/** Stacks with what the default does not have: queues that are followed, receivers, hours of sleep. */
const examples = ["maria", "trendoscope2"].flatMap((app) =>
  ["staging", "production"].map((stack) => `examples/${app}/Pulumi.${stack}.yaml`),
);

describe("the policy of the deploy role", () => {
  for (const stack of ["Pulumi.staging.yaml", "Pulumi.production.yaml", ...examples]) {
    it(`is enough for every resource that ${stack} plans, but those of the role itself`, async () => {
      const declared = await declareStack(stack);
      const planned = declared.resources.filter(
        ({ type, path }) => type.startsWith("aws:") && !path.startsWith("deploy/"),
      );
      assert(planned.length > 100);
      assert.deepEqual(
        planned.flatMap((resource) => refusedOf(declared, resource)),
        [],
      );
    });
  }

  const args = { prefix: "shop-staging", accountId: "111111111111", app: "shop", environment: "staging" };
  const self = "arn:aws:iam::111111111111:role/shop-staging-deploy";
  const may = (
    action: string,
    resource: string,
    context: Record<string, string> = {},
    own: { assumeRole?: string } = {},
  ) => evaluate(allStatements({ ...args, ...own }, self), action, resource, context);

  it("lets RDS make the master secret, which the role cannot read", () => {
    const secret = inAccount("secretsmanager", "secret:rds!db-0a1b-AbCdEf");
    assert(may("secretsmanager:CreateSecret", secret));
    assert(!may("secretsmanager:GetSecretValue", secret));
  });

  const dangers: [string, string][] = [
    ["rds:DeleteDBInstance", inAccount("rds", "db:shop-staging-main")],
    ["rds:ModifyDBInstance", inAccount("rds", "db:shop-staging-main")],
    ["elasticache:DeleteReplicationGroup", inAccount("elasticache", "replicationgroup:shop-staging-cache")],
    ["elasticfilesystem:DeleteFileSystem", inAccount("elasticfilesystem", "file-system/fs-0")],
    ["servicediscovery:DeleteNamespace", inAccount("servicediscovery", "namespace/ns-0")],
    ["ecs:UpdateService", inAccount("ecs", "service/shop-staging-cluster/shop-staging-api")],
    [
      "elasticloadbalancing:DeleteLoadBalancer",
      inAccount("elasticloadbalancing", "loadbalancer/app/shop-staging-edge/0"),
    ],
    ["ec2:DeleteVpc", inAccount("ec2", "vpc/vpc-0")],
    ["acm:DeleteCertificate", inAccount("acm", "certificate/0")],
  ];
  for (const [action, resource] of dangers) {
    it(`allows ${action} on the stack's own by its tags, and on nothing else in the account`, () => {
      assert(may(action, resource, tagsOf("shop", "staging")));
      assert(!may(action, resource, tagsOf("shop", "production")), "another stack of the app");
      assert(!may(action, resource, tagsOf("blog", "staging")), "a stack of the same name of another app");
      assert(!may(action, resource), "something without a tag");
    });
  }

  it("may look at all that verify looks at, and run its commands beside a service", () => {
    const looks = [
      "ecs:DescribeServices",
      "ecs:ListServiceDeployments",
      "ecs:DescribeServiceDeployments",
      "ecs:ListTasks",
      "ecs:DescribeTasks",
      "ecs:DescribeTaskDefinition",
      "ecs:RunTask",
      "elasticloadbalancing:DescribeTargetHealth",
      "cloudwatch:DescribeAlarms",
    ];
    assert.deepEqual(
      looks.filter((action) => !may(action, "*")),
      [],
    );
    const role = "arn:aws:iam::111111111111:role/shop-staging-api-app";
    assert(may("iam:PassRole", role, { "iam:PassedToService": "ecs-tasks.amazonaws.com" }));
    assert(may("logs:GetLogEvents", inAccount("logs", "log-group:/slipway/shop-staging/api:log-stream:api/api/0")));
  });

  it("takes no other role, also where that role's trust alone would let it in", () => {
    for (const role of ["shop-staging-api-task", "administrator"]) {
      assert(!may("sts:AssumeRole", `arn:aws:iam::111111111111:role/${role}`));
    }
    const denied = allStatements(args, self).find(({ Sid }) => Sid === "NoOtherRole");
    assert.deepEqual([denied?.Effect, denied?.Resource], ["Deny", "*"]);
  });

  it("takes the role that the stack's provider takes, and no other", () => {
    const assumeRole = "arn:aws:iam::111111111111:role/platform";
    assert(may("sts:AssumeRole", assumeRole, {}, { assumeRole }));
    assert(!may("sts:AssumeRole", "arn:aws:iam::111111111111:role/administrator", {}, { assumeRole }));
  });

  it("starts no machine, copies no disk, deletes no zone", () => {
    for (const action of [
      "ec2:RunInstances",
      "ec2:TerminateInstances",
      "ec2:CreateSnapshot",
      "route53:DeleteHostedZone",
    ]) {
      assert(!may(action, "*", tagsOf("shop", "staging")), action);
    }
  });

  it("fills repositories from other registries only where the stack has such, and then only those", () => {
    const repository = (name: string) => inAccount("ecr", `repository/${name}`);
    const pulledRepositories = [repository("shop-staging-ghcr-io/*")];
    const pulling = allStatements({ ...args, pulledRepositories }, self);
    const mayPull = (action: string, resource: string) => evaluate(pulling, action, resource, {});
    for (const action of ["ecr:BatchGetImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"]) {
      assert(mayPull(action, repository("shop-staging-ghcr-io/acme/shop")), action);
      assert(!mayPull(action, repository("shop-production-ghcr-io/acme/shop")), action);
      assert(!may(action, repository("shop-staging-ghcr-io/acme/shop")), action);
    }
    assert(mayPull("ecr:CreatePullThroughCacheRule", "*"));
    assert(!mayPull("ecr:DeleteRepository", repository("shop-staging-ghcr-io/acme/shop")));
    const secret = (stack: string) =>
      inAccount("secretsmanager", `secret:ecr-pullthroughcache/${stack}/ghcr.io-AbCdEf`);
    assert(mayPull("secretsmanager:CreateSecret", secret("shop-staging")));
    assert(!mayPull("secretsmanager:GetSecretValue", secret("shop-production")));
  });

  it("gives a role of the stack the one policy of AWS's own that moves requests, and no wider one", () => {
    const attaches = (policy: string, role = "shop-staging-api-shift") =>
      may("iam:AttachRolePolicy", `arn:aws:iam::111111111111:role/${role}`, {
        "iam:PolicyARN": `arn:aws:iam::aws:policy/${policy}`,
      });
    const moves = "AmazonECSInfrastructureRolePolicyForLoadBalancers";
    assert(attaches(moves));
    assert(!attaches("AdministratorAccess"));
    assert(!attaches(moves, "shop-staging-deploy"), "itself");
    assert(!attaches(moves, "shop-production-api-shift"), "of another stack");
  });

  it("passes its roles to nothing but what runs for the stack", () => {
    const pass = (service: string) =>
      may("iam:PassRole", "arn:aws:iam::111111111111:role/shop-staging-api", { "iam:PassedToService": service });
    assert.deepEqual([pass("ecs-tasks.amazonaws.com"), pass("ec2.amazonaws.com")], [true, false]);
  });

  it("changes a role of the stack, but not itself", () => {
    for (const action of [
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
      "iam:DeleteRole",
      "iam:UpdateRoleDescription",
    ]) {
      assert(may(action, "arn:aws:iam::111111111111:role/shop-staging-api"), action);
      assert(!may(action, self), action);
    }
  });

  it("reads its own policies, so that a preview can compare them, and changes none", () => {
    const own = "arn:aws:iam::111111111111:policy/shop-staging-deploy-data";
    assert(may("iam:GetPolicyVersion", own));
    for (const action of ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicy"]) {
      assert(!may(action, own), action);
    }
  });

  for (const area of deployAreas) {
    it(`has room below IAM's limit of 6144 characters in ${area}, so that a new type does not need a new policy`, () => {
      assert(deployPolicy(area, { ...args, assumeRole: self }, self).length < 5000);
    });
  }
});
