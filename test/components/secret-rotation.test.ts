import assert from "node:assert/strict";
import { Topic } from "@pulumi/aws/sns/topic.js";
import { Cluster } from "../../components/cluster.ts";
import { changeOf, SecretRotation } from "../../components/secret-rotation.ts";
import { answered, at, type Declared, declareComponent } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";

const arn = (name: string) => `arn:aws:secretsmanager:eu-north-1:111111111111:secret:${name}-AbCdEf`;

function declared(readers: Record<string, string[]>): Promise<Declared> {
  return declareComponent(() => {
    const prefix = "shop-staging";
    const place = { prefix, accountId: "111111111111", region: "eu-north-1", logRetentionDays: 7 };
    const topic = new Topic("topic", { name: "notify" }).arn;
    const topics = { pageArn: topic, notifyArn: topic };
    const cluster = new Cluster("cluster", { prefix, insights: false });
    new SecretRotation("secret-rotation", { place, cluster, alarms: { prefix, topics }, readers });
  });
}

const both = { [arn("token")]: ["mail", "api"], [arn("dsn")]: ["api"] };

describe("SecretRotation", () => {
  it("may deploy exactly the services that read such a secret", async () => {
    const policy = at(await declared(both), "secret-rotation/secret-rotation-policy");
    const service = (name: string) =>
      `arn:aws:ecs:eu-north-1:111111111111:service/shop-staging-cluster/shop-staging-${name}`;
    const [, own] = statementsOf(policy);
    assert.deepEqual(own, {
      Effect: "Allow",
      Action: ["ecs:DescribeServices", "ecs:UpdateService"],
      Resource: [service("api"), service("mail")],
    });
  });

  it("is started by a new value of exactly these secrets", async () => {
    const all = await declared(both);
    const { eventPattern } = at(all, "secret-rotation/secret-rotation-rule").inputs;
    assert.deepEqual(JSON.parse(String(eventPattern)), changeOf([arn("dsn"), arn("token")]));
    const target = at(all, "secret-rotation/secret-rotation-start").inputs;
    assert.equal(target.arn, answered(all, "secret-rotation/secret-rotation-function").arn);
  });

  it("knows the readers of each secret by the names that ECS has for them, and no value", async () => {
    const { environment } = at(await declared(both), "secret-rotation/secret-rotation-function").inputs;
    const { READERS, CLUSTER } = Object(environment).variables;
    assert.equal(CLUSTER, "shop-staging-cluster");
    assert.deepEqual(JSON.parse(READERS), {
      [arn("dsn")]: ["shop-staging-api"],
      [arn("token")]: ["shop-staging-api", "shop-staging-mail"],
    });
  });

  it("is the same in whatever order the services are declared", async () => {
    const reversed = { [arn("dsn")]: ["api"], [arn("token")]: ["api", "mail"] };
    assert.deepEqual((await declared(reversed)).resources, (await declared(both)).resources);
  });

  it("tells when it could not do it, since the old value may be worth nothing by then", async () => {
    const { inputs } = at(await declared(both), "secret-rotation/secret-rotation-failed");
    assert.deepEqual(
      [inputs.namespace, inputs.metricName, inputs.dimensions, inputs.treatMissingData],
      ["AWS/Lambda", "Errors", { FunctionName: "shop-staging-secret-rotation" }, "notBreaching"],
    );
  });
});
