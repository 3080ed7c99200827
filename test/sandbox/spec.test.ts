import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { taggable } from "../../lib/taggable.gen.ts";
import type { ResourceSpec } from "../../sandbox/spec/resource-spec.ts";
import { isStateful, isTaggable, specOf } from "../../sandbox/spec/spec.ts";
import { type Built, buildSpec } from "../../tools/spec/build.ts";
import { generate } from "../../tools/spec/generate.ts";
import { mapping } from "../../tools/spec/mapping.ts";
import { matchNames } from "../../tools/spec/match.ts";
import { differences } from "../../tools/spec/provider-differences.ts";
import { types } from "../../tools/spec/types.ts";

function specification(type: string): ResourceSpec {
  const spec = specOf(type);
  assert.ok(spec, `${type} is not in the table`);
  return spec;
}

describe("the grounding table", () => {
  let built: [string, Built][];

  before(() => {
    built = Object.entries(types).map(([type, cloudFormation]) => [type, buildSpec(type, cloudFormation)]);
  });

  it("is what the installed packages say, so that an upgrade of a provider is seen", () => {
    const stale = [...generate()].flatMap(([file, text]) => {
      const committed = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8").split("\n");
      const lines = text.split("\n");
      const changed = [
        lines.filter((line) => !committed.includes(line)),
        committed.filter((line) => !lines.includes(line)),
      ];
      return changed.flat().map((line) => `${file}: ${line.slice(0, 100)}`);
    });
    assert.deepEqual(stale, [], "run `npm run generate:spec` and read the difference");
  });

  it("accounts for every published property that replaces, since a lost one hides a replacement", () => {
    const unexplained = built.flatMap(([type, { unexplained: names }]) => names.map((name) => `${type} ${name}`));
    assert.deepEqual(unexplained, [], "each needs a line in tools/spec/mapping.ts");
  });

  it("has no hand-written line that says nothing new, since it would outlive its reason", () => {
    const idle = built.flatMap(([type, { idle: names }]) => names.map((name) => `${type} ${name}`));
    assert.deepEqual(idle, [], "remove them from tools/spec/mapping.ts or the differences");
    const strangers = [...Object.keys(mapping), ...Object.keys(differences)].filter(
      (type) => !Object.hasOwn(types, type),
    );
    assert.deepEqual(strangers, [], "no such type in tools/spec/types.ts");
  });

  it("knows for every resource what replaces it, or that nothing does", () => {
    const without = built.filter(([type, { spec }]) => !type.startsWith("pulumi:") && spec.replaces.length === 0);
    // A built image is pushed again in place, whatever changes: pulumi-docker provider/provider.go, diffUpdates. What a
    // repository has once is changed in place too, and of these models/github-*.ts say what the provider follows.
    assert.deepEqual(
      without.map(([type]) => type),
      [
        "docker:index/image:Image",
        "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions",
        "github:index/repository:Repository",
        "github:index/repositoryRuleset:RepositoryRuleset",
        "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
        "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions",
      ],
    );
  });

  it("stays small enough to load in every sandbox process", () => {
    const bytes = [...generate().values()].reduce((sum, text) => sum + text.length, 0);
    assert.ok(bytes < 250_000, `${bytes} bytes`);
  });
});

describe("specOf", () => {
  it("knows nothing of a type outside the table, or of what every object has", () => {
    assert.equal(specOf("aws:kinesis/stream:Stream"), undefined);
    assert.equal(specOf("gcp:compute/instance:Instance"), undefined);
    assert.equal(specOf("constructor"), undefined);
  });

  it("reads required, computed and secret properties from the typings", () => {
    const { inputs, outputs } = specification("aws:rds/instance:Instance");
    assert.deepEqual(inputs.instanceClass, { kind: "string", required: true });
    assert.deepEqual(inputs.identifier, { kind: "string", computed: true });
    assert.deepEqual(inputs.password, { kind: "string", secret: true });
    assert.deepEqual(outputs.address, { kind: "string" });
    assert.equal(specification("random:index/randomPassword:RandomPassword").outputs.result?.secret, true);
  });

  it("follows lists of objects down to the third level", () => {
    const actions = specification("aws:lb/listenerRule:ListenerRule").inputs.actions;
    assert.equal(actions?.kind, "list");
    assert.equal(actions?.fields?.forward?.fields?.targetGroups?.fields?.arn?.required, true);
  });

  it("takes allowed values from AWS, nested ones too", () => {
    const { inputs } = specification("aws:ecs/service:Service");
    assert.deepEqual(inputs.deploymentConfiguration?.fields?.strategy?.allowed, [
      "ROLLING",
      "BLUE_GREEN",
      "LINEAR",
      "CANARY",
    ]);
    assert.ok(specification("aws:cloudwatch/logGroup:LogGroup").inputs.retentionInDays?.allowed?.includes(30));
  });

  it("allows GitHub's spelling, where the typings show one that GitHub refuses", () => {
    const { inputs } = specification("github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions");
    assert.deepEqual(inputs.allowedActions?.allowed, ["all", "local_only", "selected"]);
    const actors = specification("github:index/repositoryRuleset:RepositoryRuleset").inputs.bypassActors;
    assert.deepEqual(actors?.fields?.bypassMode?.allowed, ["always", "pull_request", "exempt"]);
  });

  it("allows no words where the provider takes a boolean", () => {
    const dnsOptions = specification("aws:ec2/vpcEndpoint:VpcEndpoint").inputs.dnsOptions;
    assert.deepEqual(dnsOptions?.fields?.privateDnsOnlyForInboundResolverEndpoint, { kind: "boolean" });
  });

  it("replaces a target group by port, protocol, type and network, under the provider's names", () => {
    const { replaces } = specification("aws:lb/targetGroup:TargetGroup");
    for (const input of ["name", "port", "protocol", "protocolVersion", "targetType", "vpcId"]) {
      assert.ok(replaces.includes(input), input);
    }
    assert.ok(!replaces.includes("deregistrationDelay"));
  });

  it("updates in place what only CloudFormation replaces", () => {
    assert.ok(!specification("aws:rds/instance:Instance").replaces.includes("identifier"));
    assert.ok(!specification("aws:ec2/routeTableAssociation:RouteTableAssociation").replaces.includes("routeTableId"));
    const rule = specification("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert.deepEqual(rule.replaces, ["region", "securityGroupId"]);
    assert.ok(rule.mayReplace?.includes("referencedSecurityGroupId"));
  });

  it("replaces what only the provider replaces", () => {
    const version = specification("aws:secretsmanager/secretVersion:SecretVersion");
    assert.ok(version.replaces.includes("secretString"));
    assert.ok(specification("aws:kms/key:Key").replaces.includes("keyUsage"));
  });
});

describe("isStateful", () => {
  it("names what loses data when it goes", () => {
    const stateful = Object.keys(types).filter(isStateful);
    assert.deepEqual(stateful, [
      "aws:backup/vault:Vault",
      "aws:cloudwatch/logGroup:LogGroup",
      "aws:efs/fileSystem:FileSystem",
      "aws:elasticache/replicationGroup:ReplicationGroup",
      "aws:kms/key:Key",
      "aws:rds/instance:Instance",
      "aws:s3/bucket:Bucket",
      "aws:secretsmanager/secret:Secret",
      "aws:sqs/queue:Queue",
    ]);
  });
});

describe("isTaggable", () => {
  it("agrees with the list that the components carry", () => {
    assert.deepEqual(Object.keys(types).filter(isTaggable), [...taggable]);
    assert.ok(isTaggable("aws:ecs/service:Service"));
    assert.ok(!isTaggable("aws:route53/record:Record"));
  });
});

describe("matchNames", () => {
  const published = (name: string) => ({ name, replaces: "no" as const, allowed: [], fields: [] });

  it("pairs names by letters, by the resource's name in front, and by an ending", () => {
    const names = ["Port", "DBInstanceClass", "VPCSecurityGroups", "DefaultCapacityProviderStrategy"].map(published);
    const inputs = ["port", "instanceClass", "vpcSecurityGroupIds", "defaultCapacityProviderStrategies"];
    assert.deepEqual(Object.fromEntries(matchNames("DBInstance", names, inputs)), {
      Port: "port",
      DBInstanceClass: "instanceClass",
      VPCSecurityGroups: "vpcSecurityGroupIds",
      DefaultCapacityProviderStrategy: "defaultCapacityProviderStrategies",
    });
  });

  it("leaves a name alone that two inputs could be, since a wrong pair hides a replacement", () => {
    const pairs = matchNames("Policy", [published("Target")], ["targetArn", "targetId"]);
    assert.equal(pairs.size, 0);
  });
});
