import assert from "node:assert/strict";
import { Topic } from "@pulumi/aws/sns/topic.js";
import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import * as pulumi from "@pulumi/pulumi";
import rpc from "@pulumi/pulumi/runtime/rpc.js";
import { declare } from "../../plan/declare.ts";
import { at, declareComponent, place } from "../support/declare-stack.ts";

/** Whether the output of a property is made: until then something stands there that makes it. */
function isMade(resource: object, property: string): boolean {
  return Object.getOwnPropertyDescriptor(resource, property)?.get === undefined;
}

describe("an output in a plan", () => {
  it("is made when it is first read and no sooner, because most never are", async () => {
    await declareComponent(() => {
      const topic = new Topic("topic", {});
      assert.equal(isMade(topic, "arn"), false);
      assert.ok(pulumi.Output.isInstance(topic.arn));
      assert.equal(isMade(topic, "arn"), true);
      assert.equal(topic.arn, topic.arn);
      assert.equal(isMade(topic, "policy"), false);
      assert.ok("policy" in topic && Object.keys(topic).includes("policy"), "it is a property all the same");
    });
  });

  it("has its value, secrecy and resource however late it is read", async () => {
    const declaration = { project: "test", stack: "staging", place };
    const declared = await declare(async () => {
      const topic = new Topic("topic", { displayName: pulumi.secret("quiet") });
      new Parameter("arn", { type: "String", insecureValue: topic.urn.apply(() => topic.arn) });
      new Parameter("name", { type: "String", insecureValue: topic.displayName.apply(String) });
    }, declaration);
    assert.match(String(at(declared, "arn").inputs.insecureValue), /^arn:aws:sns:/);
    assert.deepEqual(at(declared, "arn").references, { insecureValue: [at(declared, "topic").urn] });
    assert.deepEqual(at(declared, "name").inputs.insecureValue, { secret: true });
  });

  it("is the SDK's own again after the plan, for whatever else runs in the process", async () => {
    const before = rpc.transferProperties;
    await declareComponent(() => new Topic("topic", {}));
    assert.equal(rpc.transferProperties, before);
  });
});
