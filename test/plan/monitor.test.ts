import assert from "node:assert/strict";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { Provider } from "@pulumi/aws/provider.js";
import { Topic } from "@pulumi/aws/sns/topic.js";
import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { declare } from "../../plan/declare.ts";
import { answered, at, declareComponent, place } from "../support/declare-stack.ts";

class Bell extends pulumi.CustomResource {
  constructor(name: string) {
    super("aws:sns/bell:Bell", name, {});
  }
}

class Group extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:group:Group", name, {}, opts);
  }
}

const cidrBlock = "10.0.0.0/16";

describe("the plan's monitor", () => {
  it("names resources as the engine does: by the types of all components above, without the stack's", async () => {
    const declared = await declareComponent(() => {
      const outer = new Group("outer");
      const inner = new Group("inner", { parent: outer });
      new Vpc("vpc", { cidrBlock }, { parent: inner });
    });
    const urns = ["slipway:group:Group::outer", "slipway:group:Group$slipway:group:Group::inner"];
    assert.deepEqual(
      declared.resources.map(({ urn }) => urn.replace("urn:pulumi:staging::test::", "")).sort(),
      [...urns, "slipway:group:Group$slipway:group:Group$aws:ec2/vpc:Vpc::vpc"].sort(),
    );
    assert.equal(at(declared, "outer").parent, undefined);
    assert.equal(at(declared, "outer/inner/vpc").parent, at(declared, "outer/inner").urn);
  });

  it("keeps every option that a resource is declared with", async () => {
    const declared = await declareComponent(() => {
      const topic = new Topic("topic", {});
      new Vpc(
        "vpc",
        { cidrBlock },
        {
          protect: true,
          retainOnDelete: true,
          deleteBeforeReplace: true,
          dependsOn: [topic],
          ignoreChanges: ["tags"],
          aliases: [{ name: "old" }],
          customTimeouts: { create: "5m" },
        },
      );
    });
    const { protect, retainOnDelete, deleteBeforeReplace, dependsOn, ignoreChanges, aliases, timeouts } = at(
      declared,
      "vpc",
    );
    assert.deepEqual(
      { protect, retainOnDelete, deleteBeforeReplace, dependsOn, ignoreChanges, aliases, timeouts },
      {
        protect: true,
        retainOnDelete: true,
        deleteBeforeReplace: true,
        dependsOn: [at(declared, "topic").urn],
        ignoreChanges: ["tags"],
        aliases: ["name old"],
        timeouts: { create: "5m" },
      },
    );
  });

  it("counts a value of another resource as depending on it, like the engine", async () => {
    const declared = await declareComponent(() => {
      const vpc = new Vpc("vpc", { cidrBlock });
      new SecurityGroup("group", { name: "group", description: "a group", vpcId: vpc.id });
    });
    assert.deepEqual(at(declared, "group").dependsOn, [at(declared, "vpc").urn]);
    assert.equal(at(declared, "group").inputs.vpcId, answered(declared, "vpc").id);
  });

  it("records hooks by when they would run, and runs none", async () => {
    const declared = await declareComponent(() => {
      const hook = new pulumi.ResourceHook("run", () => assert.fail("the hook ran"));
      new Parameter("record", { name: "/a", type: "String", value: "1" }, { hooks: { beforeCreate: [hook] } });
    });
    assert.deepEqual(at(declared, "record").hooks, { beforeCreate: ["run"] });
  });

  it("shows of a secret only that it is one, also where it went on to", async () => {
    const declared = await declareComponent(() => {
      const { result } = new RandomPassword("password", { length: 20 });
      new Parameter("parameter", { name: "/a", type: "String", value: pulumi.interpolate`password=${result}` });
    });
    assert.deepEqual(at(declared, "parameter").inputs.value, { secret: true });
    assert.match(String(answered(declared, "parameter").value), /^password=.{20}$/);
  });

  it("shows of a secret output of the stack only that it is one", async () => {
    const program = async () => ({ password: new RandomPassword("password", { length: 20 }).result, port: 5432 });
    const { outputs } = await declare(program, { project: "test", stack: "staging", place });
    assert.deepEqual(outputs, { password: { secret: true }, port: 5432 });
  });

  it("makes up the same for a resource whatever else is declared, and in whichever order", async () => {
    const vpc = () => new Vpc("vpc", { cidrBlock });
    const topic = () => new Topic("topic", {});
    const alone = await declareComponent(vpc);
    const both = await declareComponent(() => {
      topic();
      vpc();
    });
    assert.equal(answered(both, "vpc").id, answered(alone, "vpc").id);
    assert.match(String(answered(alone, "vpc").id), /^vpc-[0-9a-f]{17}$/);
  });

  it("answers with the provider's default tags, as the provider does", async () => {
    const declared = await declareComponent(() => {
      const provider = new Provider("account", { region: "eu-north-1", defaultTags: { tags: { app: "shop" } } });
      new Vpc("vpc", { cidrBlock, tags: { Name: "a" } }, { provider });
    });
    assert.deepEqual(answered(declared, "vpc").tagsAll, { app: "shop", Name: "a" });
  });

  it("fails when one thing is declared twice, where the engine would", async () => {
    const twice = declareComponent(() => [new Topic("topic", {}), new Topic("topic", {})]);
    await assert.rejects(twice, { message: 'aws:sns/topic:Topic "topic" is declared twice under the same parent' });
  });

  it("fails on a type that it does not know, and says which file it is missing in", async () => {
    const unknown = declareComponent(() => new Bell("bell"));
    await assert.rejects(unknown, {
      message: "the plan does not know aws:sns/bell:Bell (bell): it needs a line in tools/spec/types.ts",
    });
  });

  it("fails on a function that it does not know, and says which file it is missing in", async () => {
    const unknown = declareComponent(() => {
      pulumi.runtime.invokeOutput("aws:sns/getBell:getBell", {});
    });
    await assert.rejects(unknown, {
      message: "the plan does not know the function aws:sns/getBell:getBell: add it to plan/invokes.ts",
    });
  });

  it("tells everything at once that AWS would refuse, by the paths of what it is about", async () => {
    const refused = declareComponent(() => {
      new Vpc("vpc", { cidrBlock: "10.0.0.0/8" });
      new RandomPassword("password", { length: 0 });
    });
    await assert.rejects(refused, (error: Error) => {
      assert.match(error.message, /^staging cannot be planned:\n {2}/);
      assert.match(error.message, /\n {2}vpc \(aws:ec2\/vpc:Vpc\): /);
      assert.match(
        error.message,
        /\n {2}password \(random:index\/randomPassword:RandomPassword\): length 0 is too short/,
      );
      return true;
    });
  });

  it("hands a failure of the program on as it is, once", async () => {
    const failing = declareComponent(() => {
      new Topic("topic", {});
      throw new pulumi.RunError("the configuration is wrong");
    });
    await assert.rejects(failing, { message: "the configuration is wrong" });
  });
});
