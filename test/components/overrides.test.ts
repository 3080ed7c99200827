import assert from "node:assert/strict";
import { Cluster } from "../../components/cluster.ts";
import { Network } from "../../components/network.ts";
import { applyOverrides, isRefusedType, type Override, overrideProblems } from "../../components/overrides.ts";
import { tagResources } from "../../components/resource-tags.ts";
import { at, declareComponent, declareStack } from "../support/declare-stack.ts";

const because = "the vendor asked for it in a ticket";
const wherePathsAre = "as it stands in resources of: npx slipway plan <stack> --json";
const override = (own: Partial<Override> = {}): Override => ({
  path: "cluster/cluster-tasks",
  because,
  props: { settings: [] },
  ...own,
});

const network = {
  prefix: "shop-staging",
  accountId: "111111111111",
  region: "eu-north-1",
  cidr: "10.20.0.0/16",
  zones: ["eu-north-1a"],
  nat: "none",
  endpoints: [],
  flowLogs: "none",
  protect: false,
  logRetentionDays: 7,
} as const;

/** A small program with some overrides, in the order in which index.ts does it. */
function planWith(...overrides: Override[]) {
  return declareComponent(() => {
    const check = applyOverrides(overrides);
    tagResources("staging");
    new Cluster("cluster", { prefix: "shop-staging", insights: false });
    new Network("network", network);
    check();
  });
}

describe("an override", () => {
  it("changes the resource at its path, and no other", async () => {
    const plain = await declareComponent(() => new Cluster("cluster", { prefix: "shop-staging", insights: false }));
    const changed = await planWith(
      override({ props: { settings: [{ name: "containerInsights", value: "enhanced" }] } }),
    );
    assert.deepEqual(at(changed, "cluster/cluster-tasks").inputs.settings, [
      { name: "containerInsights", value: "enhanced" },
    ]);
    assert.deepEqual(at(changed, "cluster/cluster-capacity").inputs, at(plain, "cluster/cluster-capacity").inputs);
  });

  it("leaves the inputs that it does not name", async () => {
    assert.equal(at(await planWith(override()), "cluster/cluster-tasks").inputs.name, "shop-staging-cluster");
  });

  it("cannot take away the tag by which a resource is found again", async () => {
    const declared = await planWith(override({ props: { tags: { team: "shop" } } }));
    assert.deepEqual(at(declared, "cluster/cluster-tasks").inputs.tags, {
      team: "shop",
      "slipway:resource": "staging/Cluster/cluster-tasks",
    });
  });

  it("fails when it names no resource, since somebody believes that it works", async () => {
    await assert.rejects(planWith(override({ path: "cluster/elsewhere" })), {
      // Not an error of ours, of which people would be shown where it happened.
      name: "UserError",
      message: `override of cluster/elsewhere named no resource: write its path, ${wherePathsAre}`,
    });
  });

  it("says the path that is nearest, because the plan counts more resources than it names", async () => {
    await assert.rejects(planWith(override({ path: "shop/cluster/cluster-task" })), {
      message: `override of shop/cluster/cluster-task named no resource (did you mean "cluster/cluster-tasks"?): write its path, ${wherePathsAre}`,
    });
  });

  it("fails when it names a component, which has no inputs to change", async () => {
    await assert.rejects(planWith(override({ path: "cluster" })), /override "cluster" names no resource/);
  });

  it("is shown to the provider's rules like what the program declares itself", async () => {
    await assert.rejects(
      planWith(override({ props: { settings: [{ name: "insights", value: "on" }] } })),
      /cluster\/cluster-tasks/,
    );
  });

  const refusals: [string, string, unknown, string][] = [
    ["keeps data", "deletionProtection", false, "protects or keeps data"],
    ["keeps data for how long", "backupRetentionPeriod", 0, "protects or keeps data"],
    ["encrypts", "storageEncrypted", false, "encrypts"],
    ["refuses connections without TLS", "parameterGroupName", "default.postgres17", "encrypts"],
    ["keeps the internet out", "publiclyAccessible", true, "says who reaches it"],
    ["puts a task into a network", "networkConfiguration", {}, "says who reaches it"],
    ["names its security groups", "vpcSecurityGroupIds", [], "says who reaches it"],
    ["has the master password made by RDS", "manageMasterUserPassword", false, "holds secrets, or runs with them"],
    ["a task runs with its secrets", "containerDefinitions", "[]", "holds secrets, or runs with them"],
    ["wakes somebody", "alarmActions", [], "makes an alarm act"],
  ];
  for (const [what, key, value, does] of refusals) {
    it(`is refused for what ${what}`, () => {
      assert.deepEqual(overrideProblems([override({ path: "main/main-instance", props: { [key]: value } })]), [
        `override of main/main-instance sets "${key}", an input that ${does}: ` +
          "leave it out, the configuration has a key where there is a choice",
      ]);
    });
  }

  it("is refused for a tag by which the resource is known as the stack's", () => {
    assert.deepEqual(overrideProblems([override({ props: { tags: { stack: "production", team: "shop" } } })]), [
      'override of cluster/cluster-tasks sets the tag "stack", by which the resource is found: choose another key',
    ]);
  });

  it("is refused for a type of which everything says who reaches what", async () => {
    await assert.rejects(planWith(override({ path: "network/network-default", props: { ingress: [] } })), {
      message:
        "override of network/network-default changes a resource of type aws:ec2/defaultSecurityGroup:DefaultSecurityGroup, " +
        "which says who may do or reach what, or holds a secret: remove it, the configuration has a key where there is a choice",
    });
  });

  const types: [string, string][] = [
    ["secrets/secrets-SECRET_KEY-secret", "aws:secretsmanager/secret:Secret"],
    ["secrets/secrets-SECRET_KEY-generated", "random:index/randomPassword:RandomPassword"],
    ["api/api/api-firewall", "aws:ec2/securityGroup:SecurityGroup"],
    ["api/api/api-out-443", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"],
    ["api/api/api-app-role", "aws:iam/role:Role"],
    ["cache/cache-users", "aws:elasticache/userGroup:UserGroup"],
    ["cache/cache-default-user", "aws:elasticache/user:User"],
    ["main/main-parameters", "aws:rds/parameterGroup:ParameterGroup"],
    ["alarms/alarms-page-policy", "aws:sns/topicPolicy:TopicPolicy"],
    ["edge/edge-https", "aws:lb/listener:Listener"],
    ["edge/edge-tls/edge-tls-certificate", "aws:acm/certificate:Certificate"],
    ["main-migration/main-migration-record", "aws:ssm/parameter:Parameter"],
    ["delivery/delivery-environment", "github:index/repositoryEnvironment:RepositoryEnvironment"],
  ];
  it("is refused for each such type of the default app", async () => {
    const { resources } = await declareStack("Pulumi.staging.yaml");
    const declared = types.map(([path, type]) => [resources.find((resource) => resource.path === path)?.type, type]);
    assert.deepEqual(
      declared.filter(([found, type]) => found !== type),
      [],
    );
    assert.deepEqual(
      types.filter(([, type]) => !isRefusedType(type)),
      [],
    );
    assert(!isRefusedType("aws:rds/instance:Instance"));
  });

  it("is refused with everything that is wrong, at once, in the plan", async () => {
    const wrong = [
      override({ props: { kmsKeyId: "alias/mine", tags: { app: "blog" } } }),
      override({ because: "so" }),
      override({ path: "network/network-default", props: {} }),
      override({ path: "network/network-nowhere", props: {} }),
      override({ path: "network", props: {} }),
    ];
    await assert.rejects(planWith(...wrong), {
      message: [
        'override of cluster/cluster-tasks sets "kmsKeyId", an input that encrypts: leave it out, the configuration has a key where there is a choice',
        'override of cluster/cluster-tasks sets the tag "app", by which the resource is found: choose another key',
        'override of cluster/cluster-tasks has no reason of ten characters or more: say in "because" why the configuration is not enough',
        "override of cluster/cluster-tasks stands twice: put its props into one",
        `override "network" names no resource: write <component>/<resource>, ${wherePathsAre}`,
        "override of network/network-default changes a resource of type aws:ec2/defaultSecurityGroup:DefaultSecurityGroup, which says who may do or reach what, or holds a secret: remove it, the configuration has a key where there is a choice",
        `override of network/network-nowhere named no resource: write its path, ${wherePathsAre}`,
      ].join("\n"),
    });
  });

  it("is refused in words without a reason or without props, because Node looks at no types", () => {
    const { path, props } = override();
    assert.deepEqual(overrideProblems([{ path, props } as unknown as Override]), [
      'override of cluster/cluster-tasks has no reason of ten characters or more: say in "because" why the configuration is not enough',
    ]);
    assert.deepEqual(overrideProblems([{ path, because } as unknown as Override]), [
      'override of cluster/cluster-tasks changes nothing: write inputs in "props"',
    ]);
  });

  it("is refused without a reason", () => {
    assert.deepEqual(overrideProblems([override({ because: " " })]), [
      'override of cluster/cluster-tasks has no reason of ten characters or more: say in "because" why the configuration is not enough',
    ]);
  });

  it("is refused when its path names a component alone", () => {
    assert.deepEqual(overrideProblems([override({ path: "cluster" })]), [
      `override "cluster" names no resource: write <component>/<resource>, ${wherePathsAre}`,
    ]);
  });

  it("is refused when another one names the same resource", () => {
    assert.deepEqual(overrideProblems([override(), override()]), [
      "override of cluster/cluster-tasks stands twice: put its props into one",
    ]);
  });
});
