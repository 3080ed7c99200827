import assert from "node:assert/strict";
import { deployAreas, deployBoundary, deployPolicy } from "../../components/deploy-policy.ts";
import type { DeployPolicyArgs } from "../../components/deploy-statement.ts";
import { nameLimits } from "../../lib/names.ts";
import { mayBy } from "../support/refused-actions.ts";

const inAccount = (service: string, what: string) => `arn:aws:${service}:eu-north-1:111111111111:${what}`;
const iam = (what: string) => `arn:aws:iam::111111111111:${what}`;
const tagsOf = (app: string, stack: string) => ({ "aws:ResourceTag/app": app, "aws:ResourceTag/stack": stack });

const staging: DeployPolicyArgs = {
  prefix: "shop-staging",
  accountId: "111111111111",
  app: "shop",
  environment: "staging",
  project: "shop",
};

/** What the role may do by its policies and its boundary. */
const mayOf = (own: Partial<DeployPolicyArgs> = {}) => {
  const args = { ...staging, ...own };
  return mayBy(
    deployAreas.map((area) => deployPolicy(area, args)),
    deployBoundary(args),
  );
};

const bound = { "iam:PermissionsBoundary": iam("policy/shop-staging-boundary") };

describe("the policy of the deploy role", () => {
  const self = iam("role/shop-staging-deploy");
  const may = mayOf();

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
    const withMore = mayBy(
      ['{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'],
      deployBoundary(staging),
    );
    for (const role of ["shop-staging-api-task", "administrator"]) {
      assert(!withMore("sts:AssumeRole", iam(`role/${role}`)));
    }
  });

  it("takes the role that the stack's provider takes, and no other", () => {
    const assumeRole = iam("role/platform");
    const mayTake = mayOf({ assumeRole });
    assert(mayTake("sts:AssumeRole", assumeRole));
    assert(!mayTake("sts:AssumeRole", iam("role/administrator")));
  });

  it("opens no shell, since in one of another stack's tasks it would be what that task is", () => {
    assert(!may("ecs:ExecuteCommand", inAccount("ecs", "task/blog-production-cluster/0"), tagsOf("shop", "staging")));
  });

  it("deletes no logs and no snapshot of another stack, which nothing would bring back, and shares none", () => {
    const logs = (stack: string) => inAccount("logs", `log-group:/slipway/${stack}/api:*`);
    assert(may("logs:DeleteLogGroup", logs("shop-staging")));
    assert(!may("logs:DeleteLogGroup", logs("shop-production")));
    const snapshot = inAccount("rds", "snapshot:shop-production-main-final");
    for (const action of ["rds:DeleteDBSnapshot", "rds:ModifyDBSnapshotAttribute", "rds:StartExportTask"]) {
      assert(!may(action, snapshot), action);
    }
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
    const mayPull = mayOf({ pulledRepositories });
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
      may("iam:AttachRolePolicy", iam(`role/${role}`), {
        ...bound,
        "iam:PolicyARN": `arn:aws:iam::aws:policy/${policy}`,
      });
    const moves = "AmazonECSInfrastructureRolePolicyForLoadBalancers";
    assert(attaches(moves));
    assert(!attaches("AdministratorAccess"));
    assert(!attaches(moves, "shop-staging-deploy"), "itself");
    assert(!attaches(moves, "shop-production-api-shift"), "of another stack");
  });

  it("makes and fills no role without the stack's boundary, so that no task of it can do more than a person allowed", () => {
    for (const action of ["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"]) {
      const on = (context: Record<string, string>) => may(action, iam("role/shop-staging-api-app"), context);
      assert(on(bound), action);
      assert(!on({}), `${action} without a boundary`);
      assert(
        !on({ "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" }),
        `${action} with a wider one`,
      );
      assert(!may(action, iam("role/shop-staging-preview"), bound), `${action} on the preview role`);
      assert(!may(action, self, bound), `${action} on itself`);
    }
    assert(!may("iam:DeleteRolePermissionsBoundary", iam("role/shop-staging-api-app"), bound));
  });

  it("is refused what would widen it, also by a policy that allows everything", () => {
    const administrator = mayBy(
      ['{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'],
      deployBoundary(staging),
    );
    assert(administrator("logs:DescribeLogGroups", "*"), "the boundary allows the rest");
    const refused: [string, string][] = [
      ["iam:CreatePolicyVersion", iam("policy/shop-staging-boundary")],
      ["iam:SetDefaultPolicyVersion", iam("policy/shop-staging-deploy-data")],
      ["iam:DeletePolicy", iam("policy/shop-staging-boundary")],
      ["iam:DeleteRolePermissionsBoundary", iam("role/shop-staging-api-app")],
      ["iam:UpdateAssumeRolePolicy", self],
      ["iam:UpdateAssumeRolePolicy", iam("role/shop-staging-preview")],
      ["iam:PassRole", self],
      ["iam:UpdateOpenIDConnectProviderThumbprint", iam("oidc-provider/token.actions.githubusercontent.com")],
      ["iam:DeleteOpenIDConnectProvider", iam("oidc-provider/token.actions.githubusercontent.com")],
      ["iam:CreateUser", iam("user/somebody")],
      ["iam:CreateAccessKey", iam("user/somebody")],
      ["iam:PutRolePolicy", iam("role/administrator")],
      ["organizations:LeaveOrganization", "*"],
      ["account:PutAlternateContact", "*"],
    ];
    assert.deepEqual(
      refused.filter(([action, resource]) => administrator(action, resource, bound)),
      [],
    );
  });

  it("passes its roles to nothing but what runs for the stack", () => {
    const pass = (service: string) =>
      may("iam:PassRole", "arn:aws:iam::111111111111:role/shop-staging-api", { "iam:PassedToService": service });
    assert.deepEqual([pass("ecs-tasks.amazonaws.com"), pass("ec2.amazonaws.com")], [true, false]);
  });

  it("changes a role of the stack, but not itself", () => {
    for (const action of ["iam:UpdateAssumeRolePolicy", "iam:DeleteRole", "iam:UpdateRoleDescription"]) {
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

  const state = { bucket: "acme-state", prefix: "shop", key: "alias/slipway" };
  const object = (path: string) => `arn:aws:s3:::acme-state/${path}`;

  it("writes the state of its own stack, and reads those of its project, which promotion compares", () => {
    const mayState = mayOf({ state });
    for (const path of [
      "stacks/shop/staging.json",
      "history/shop/staging/1.json",
      "locks/organization/shop/staging/1.json",
    ]) {
      assert(mayState("s3:PutObject", object(`shop/.pulumi/${path}`)), path);
    }
    const upstream = object("shop/.pulumi/stacks/shop/production.json");
    assert(mayState("s3:GetObject", upstream));
    assert(!mayState("s3:PutObject", upstream));
    assert(!mayState("s3:GetObject", object("blog/.pulumi/stacks/blog/production.json")));
    assert(!may("s3:GetObject", upstream), "of a place that does not say where its state is");
  });

  it("opens secrets with Pulumi's key, by the alias or the ARN that the stack names, and with no other", () => {
    const key = inAccount("kms", "key/1234");
    const decrypts = (named: string, resource: string, alias: string) =>
      mayOf({ state: { ...state, key: named } })("kms:Decrypt", resource, { "kms:ResourceAliases": alias });
    for (const named of ["alias/slipway", inAccount("kms", "alias/slipway")]) {
      assert(decrypts(named, key, "alias/slipway"), named);
      assert(!decrypts(named, key, "alias/payroll"), named);
    }
    assert(decrypts(key, key, "alias/anything"));
    const [alias, theirs] = ["alias/slipway", "key/1234"].map((what) => `arn:aws:kms:eu-north-1:999999999999:${what}`);
    assert(decrypts(alias ?? "", theirs ?? "", "alias/slipway"), "of another account, where the state is");
    assert(!decrypts(alias ?? "", key, "alias/slipway"), "the same alias here");
    assert(!decrypts(key, inAccount("kms", "key/5678"), "alias/slipway"));
  });

  const longest: DeployPolicyArgs = {
    ...staging,
    // What leaves room for the shortest of the names that the policies hold.
    prefix: "p".repeat(nameLimits.role - "-preview".length),
    app: "a".repeat(40),
    environment: "e".repeat(40),
    project: "p".repeat(100),
    state: { bucket: "b".repeat(63), prefix: "f".repeat(60), key: `alias/${"k".repeat(250)}` },
    assumeRole: iam(`role/${"r".repeat(64)}`),
    existingSecrets: Array.from({ length: 20 }, (_, at) =>
      inAccount("secretsmanager", `secret:${"s".repeat(60)}-${at}`),
    ),
  };
  for (const area of deployAreas) {
    it(`fits into IAM's 6144 characters in ${area} with long names, so that none is refused`, () => {
      assert(deployPolicy(area, longest).length <= 6144);
    });

    it(`has room below that in ${area}, so that a new type does not need a new policy`, () => {
      assert(deployPolicy(area, { ...staging, state, assumeRole: self }).length < 5000);
    });
  }

  it("has a boundary that fits with the longest names too", () => {
    assert(deployBoundary(longest).length <= 6144);
  });
});
