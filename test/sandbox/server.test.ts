import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import { Faults, parseFaults } from "../../sandbox/faults.ts";
import type { Values } from "../../sandbox/model.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server/serve.ts";
import { emptyWorld } from "../../sandbox/world.ts";
import { ProviderClient, UNKNOWN, urnOf } from "../support/provider-client.ts";

const VPC = "aws:ec2/vpc:Vpc";
const CLUSTER = "aws:ecs/cluster:Cluster";
const vpcInputs = { cidrBlock: "10.0.0.0/16", tags: { Name: "main" } };
const world = emptyWorld({ zones: [{ name: "example.com", id: "Z0123456789ABC", account: "111111111111" }] });

describe("The provider server", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-server-"));
  const clients: ProviderClient[] = [];
  let sandbox: Sandbox;
  let aws: ProviderClient;

  async function start(faults = ""): Promise<void> {
    sandbox?.close();
    const injected = new Faults(faults === "" ? [] : parseFaults(faults));
    sandbox = await startSandbox({ folder, world, faults: injected, pace: 0, port: 0, note: () => {} });
    aws = await connect({
      allowedAccountIds: '["111111111111"]',
      region: "eu-north-1",
      defaultTags: '{"tags":{"app":"tiny"}}',
    });
  }

  async function connect(config: Values, provider = "aws"): Promise<ProviderClient> {
    const attached = sandbox.environment.PULUMI_DEBUG_PROVIDERS?.split(",") ?? [];
    const port = attached.find((one) => one.startsWith(`${provider}:`))?.split(":")[1];
    const client = new ProviderClient(Number(port));
    clients.push(client);
    await client.configure(config);
    return client;
  }

  before(() => start());
  after(() => {
    for (const client of clients) client.close();
    sandbox.close();
    rmSync(folder, { recursive: true });
  });

  describe("check", () => {
    it("names the file to add a model to, because an unknown type must never be an echo", async () => {
      await assert.rejects(aws.check(urnOf("aws:fsx/volume:Volume", "files"), {}), {
        details:
          "the sandbox has no model of aws:fsx/volume:Volume: add one to a file in sandbox/models/ and list that file in sandbox/models/registry.ts",
      });
    });

    it("refuses a property that the provider does not have", async () => {
      const { failures } = await aws.check(urnOf(VPC, "main"), { ...vpcInputs, cidr: "10.0.0.0/8" });
      assert.deepEqual(failures, ["aws:ec2/vpc:Vpc has no input cidr (known inputs are in sandbox/spec/)"]);
    });

    it("refuses a value that AWS does not allow", async () => {
      const urn = urnOf("aws:cloudwatch/logGroup:LogGroup", "api");
      const { failures } = await aws.check(urn, { name: "/api", retentionInDays: 42 });
      assert.match(failures.join(), /^retentionInDays is 42: allowed is 1, 3, 5, 7, 14, 30, /);
    });

    it("asks for what is required, but not for what is only not known yet", async () => {
      const urn = urnOf("aws:ec2/subnet:Subnet", "a");
      assert.match((await aws.check(urn, {})).failures.join(), /missing required property vpcId/);
      assert.deepEqual((await aws.check(urn, { vpcId: UNKNOWN, cidrBlock: "10.0.0.0/24" })).failures, []);
    });

    it("names what has no name, and keeps that name from one update to the next", async () => {
      const first = (await aws.check(urnOf(CLUSTER, "main"), {})).inputs.raw;
      assert.match(String(first.name), /^main-[0-9a-f]{7}$/);
      const second = (await aws.check(urnOf(CLUSTER, "main"), {}, first)).inputs.raw;
      assert.equal(second.name, first.name);
    });

    it("refuses a tag that is a default tag already", async () => {
      const { failures } = await aws.check(urnOf(VPC, "main"), { ...vpcInputs, tags: { app: "other" } });
      assert.deepEqual(failures, ["tag app is a default tag of the provider already: set it in one place"]);
    });
  });

  describe("diff", () => {
    it("says what differs and what replaces, by path", async () => {
      const answer = await aws.diff(urnOf(VPC, "main"), vpcInputs, {
        cidrBlock: "10.1.0.0/16",
        tags: { Name: "other" },
      });
      assert.equal(answer.getChanges(), pb.DiffResponse.DiffChanges.DIFF_SOME);
      assert.deepEqual(answer.getReplacesList(), ["cidrBlock"]);
      const { Kind } = pb.PropertyDiff;
      assert.equal(answer.getDetaileddiffMap().get("tags.Name")?.getKind(), Kind.UPDATE);
      assert.equal(answer.getDetaileddiffMap().get("cidrBlock")?.getKind(), Kind.UPDATE_REPLACE);
    });

    it("finds no difference between two ways to write the same JSON", async () => {
      const urn = urnOf("aws:iam/rolePolicy:RolePolicy", "read");
      const answer = await aws.diff(
        urn,
        { role: "r", policy: '{"a":1,"b":2}' },
        { role: "r", policy: '{"b": 2, "a": 1}' },
      );
      assert.equal(answer.getChanges(), pb.DiffResponse.DiffChanges.DIFF_NONE);
    });

    it("deletes first what keeps a fixed name, and not what gets a new one", async () => {
      const urn = urnOf("aws:ec2/securityGroup:SecurityGroup", "web");
      const before = { vpcId: "vpc-1", name: "web" };
      assert.equal((await aws.diff(urn, before, { vpcId: "vpc-2", name: "web" })).getDeletebeforereplace(), true);
      assert.equal((await aws.diff(urn, before, { vpcId: "vpc-2", name: "web-2" })).getDeletebeforereplace(), false);
    });
  });

  describe("create", () => {
    it("answers in a preview what is known, and says that the rest is not", async () => {
      const { id, outputs } = await aws.create(urnOf(VPC, "main"), vpcInputs, { preview: true });
      assert.equal(id, "");
      assert.equal(outputs.raw.cidrBlock, "10.0.0.0/16");
      assert.equal(outputs.raw.arn, UNKNOWN);
    });

    it("answers ids as AWS shapes them, and merges the default tags", async () => {
      const { id, outputs } = await aws.create(urnOf(VPC, "main"), vpcInputs);
      assert.match(id, /^vpc-[0-9a-f]{17}$/);
      assert.equal(outputs.raw.arn, `arn:aws:ec2:eu-north-1:111111111111:vpc/${id}`);
      assert.deepEqual(outputs.raw.tagsAll, { app: "tiny", Name: "main" });
    });

    it("refuses what AWS would refuse, in AWS's words", async () => {
      const subnet = { vpcId: "vpc-00000000000000000", cidrBlock: "10.0.0.0/24", availabilityZone: "eu-north-1a" };
      await assert.rejects(aws.create(urnOf("aws:ec2/subnet:Subnet", "a"), subnet), /InvalidVpcID\.NotFound/);
    });

    it("keeps two providers apart that are configured for two regions", async () => {
      const ireland = await connect({ allowedAccountIds: '["111111111111"]', region: "eu-west-1" });
      const { outputs } = await ireland.create(urnOf(CLUSTER, "there"), { name: "there" });
      assert.equal(outputs.raw.arn, "arn:aws:ecs:eu-west-1:111111111111:cluster/there");
      const here = await aws.create(urnOf(CLUSTER, "here"), { name: "here" });
      assert.equal(here.outputs.raw.arn, "arn:aws:ecs:eu-north-1:111111111111:cluster/here");
    });
  });

  it("refuses an account that the sandbox's credentials do not reach", async () => {
    await assert.rejects(connect({ allowedAccountIds: '["999999999999"]', region: "eu-north-1" }), {
      details:
        'AWS account ID not allowed: 111111111111 is not one of 999999999999: add "999999999999" to world.yaml under accounts, or use the credentials of that account',
    });
  });

  it("keeps ids and all that AWS chose when a resource is updated", async () => {
    const urn = urnOf(VPC, "kept");
    const made = await aws.create(urn, vpcInputs);
    const news = { ...vpcInputs, tags: { Name: "renamed" } };
    const updated = await aws.update(urn, made.id, made.outputs.raw, vpcInputs, news);
    assert.deepEqual(updated.raw, {
      ...made.outputs.raw,
      tags: { Name: "renamed" },
      tagsAll: { app: "tiny", Name: "renamed" },
    });
  });

  it("reads what is in the account, and nothing once it is gone", async () => {
    const urn = urnOf(VPC, "gone");
    const { id } = await aws.create(urn, vpcInputs);
    const imported = await aws.read(urn, id);
    assert.equal(imported.id, id);
    assert.deepEqual(imported.inputs.raw, vpcInputs);
    await aws.delete(urn, id);
    assert.equal((await aws.read(urn, id)).id, "");
  });

  it("gives a secret back to whom it belongs, and writes it nowhere", async () => {
    const secret = await aws.create(urnOf("aws:secretsmanager/secret:Secret", "s"), { name: "tiny/s" });
    const urn = urnOf("aws:secretsmanager/secretVersion:SecretVersion", "v");
    const inputs = { secretId: secret.id, secretString: "canary-77aa" };
    const { id, outputs } = await aws.create(urn, inputs, { secrets: ["secretString"] });
    assert.deepEqual(outputs.secrets, [["secretString"]]);
    const read = await aws.read(urn, id, outputs.raw, inputs);
    assert.equal(read.outputs.raw.secretString, "canary-77aa");
    assert.deepEqual(read.outputs.secrets, [["secretString"]]);
    assert.doesNotMatch(readFileSync(join(folder, "111111111111.jsonl"), "utf8"), /canary-77aa/);
  });

  it("says that a secret differs which somebody else has changed", async () => {
    const secret = await aws.create(urnOf("aws:secretsmanager/secret:Secret", "t"), { name: "tiny/t" });
    const urn = urnOf("aws:secretsmanager/secretVersion:SecretVersion", "w");
    const inputs = { secretId: secret.id, secretString: "one" };
    const { id, outputs } = await aws.create(urn, inputs, { secrets: ["secretString"] });
    const read = await aws.read(
      urn,
      id,
      { ...outputs.raw, secretString: "another" },
      { ...inputs, secretString: "another" },
    );
    assert.equal(read.inputs.raw.secretString, "(a value that only the account knows)");
  });

  it("looks zones up among those that the world has", async () => {
    const zone = await aws.invoke("aws:route53/getZone:getZone", { name: "example.com" });
    assert.equal(zone.zoneId, "Z0123456789ABC");
    await assert.rejects(aws.invoke("aws:route53/getZone:getZone", { name: "example.org" }), /add it to world\.yaml/);
    await assert.rejects(aws.invoke("aws:ec2/getAmi:getAmi", {}), /add it to sandbox\/invokes\.ts/);
  });

  it("finds everything again after it was ended without warning", async () => {
    const { id } = await aws.create(urnOf(VPC, "still-there"), vpcInputs);
    await start();
    assert.equal((await aws.read(urnOf(VPC, "still-there"), id)).id, id);
  });

  describe("with faults", () => {
    it("fails what it is told to, once", async () => {
      await start('{"fault": "error", "on": "aws:ecs/*", "says": "ServerException"}');
      await assert.rejects(aws.create(urnOf(CLUSTER, "one"), { name: "one" }), { details: "ServerException" });
      await aws.create(urnOf(CLUSTER, "two"), { name: "two" });
    });

    it("waits a throttle out, as the provider does", async () => {
      await start('{"fault": "throttle", "on": "slow", "times": 9}');
      await aws.create(urnOf(CLUSTER, "slow"), { name: "slow" });
    });

    it("waits for what AWS does not show at once", async () => {
      await start('{"fault": "lag", "on": "late"}');
      await aws.create(urnOf(CLUSTER, "late"), { name: "late" });
      const urn = urnOf("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "late");
      await aws.create(urn, { clusterName: "late", capacityProviders: ["FARGATE"] });
    });

    it("waits bad weather out in every operation, because what was made is there for its own provider", async () => {
      await start('{"fault": "weather", "seed": 3}');
      for (let at = 0; at < 40; at += 1) {
        const urn = urnOf(CLUSTER, `rainy-${at}`);
        const inputs = { name: `rainy-${at}` };
        const { id, outputs } = await aws.create(urn, inputs);
        await aws.update(urn, id, outputs.raw, inputs, { ...inputs, tags: { weather: "bad" } });
        assert.equal((await aws.read(urn, id)).id, id);
        await aws.delete(urn, id);
        assert.equal((await aws.read(urn, id)).id, "");
      }
    });

    it("refuses a fault that it does not know", () => {
      assert.throws(
        () => parseFaults('{"fault": "explode"}'),
        /^UserError: fault \{"fault": "explode"\} does not fit: fault: /,
      );
      assert.throws(() => parseFaults("{"), /is no JSON/);
    });
  });

  it("says which port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const address = other.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const started = startSandbox({ folder, world, faults: new Faults(), pace: 0, port, note: () => {} });
    await assert.rejects(started, {
      message: `port ${port} is taken: name another with --port, or leave --port out for a free one`,
    });
    other.close();
  });
});
