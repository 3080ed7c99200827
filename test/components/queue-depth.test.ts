import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Cache, type CacheArgs } from "../../components/cache.ts";
import { Network } from "../../components/network.ts";
import { functionCode, QueueDepth } from "../../components/queue-depth.ts";
import type { RedisQueue } from "../../lib/redis-queue.ts";
import { answered, at, type Declared, declareComponent, ofType } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";
import { topics } from "../support/topics.ts";

const prefix = "shop-staging";
const queues: Readonly<Record<string, RedisQueue>> = {
  mail: { name: "mail", format: "bullmq" },
  reports: { name: "celery", format: "celery" },
};

/** A cache whose queues are published, or one without queues. */
function published(queuesInIt = queues): Promise<Declared> {
  return declareComponent(() => {
    const region = "eu-north-1";
    const place = { prefix, accountId: "111111111111", region };
    const network = new Network("network", {
      ...place,
      cidr: "10.20.0.0/16",
      zones: ["eu-north-1a", "eu-north-1b"],
      nat: "none",
      endpoints: [],
      flowLogs: "none",
      protect: false,
      logRetentionDays: 7,
    });
    const alarms = { prefix, topics: topics() };
    const args: CacheArgs = {
      prefix,
      network,
      alarms,
      use: "queue",
      engine: "valkey",
      version: "8.1",
      nodeType: "cache.t4g.micro",
      replicas: 0,
      snapshotDays: 0,
      protect: false,
      clients: {},
      queues: Object.values(queuesInIt),
      secretRecoveryDays: 0,
    };
    const cache = new Cache("jobs", args);
    if (cache.publisher) {
      new QueueDepth("jobs-queue-depth", {
        place: { ...place, vpcId: network.vpcId, logRetentionDays: 7 },
        network,
        alarms,
        cacheName: "jobs",
        cache,
        login: cache.publisher,
        queues: queuesInIt,
      });
    }
  });
}

const own = (name: string) => `jobs-queue-depth/jobs-queue-depth-${name}`;

describe("QueueDepth", () => {
  it("is one private function that a rule starts once a minute, and that nothing else may start", async () => {
    const declared = await published();
    const lambda = answered(declared, own("function"));
    const { inputs } = at(declared, own("function"));
    const { subnetIds } = Object(inputs.vpcConfig);
    assert.deepEqual(
      subnetIds,
      ["a", "b"].map((zone) => answered(declared, `network/network-private-eu-north-1${zone}`).id),
    );
    assert.equal(at(declared, own("rule")).inputs.scheduleExpression, "rate(1 minute)");
    assert.equal(at(declared, own("start")).inputs.arn, lambda.arn);
    const { principal, sourceArn } = at(declared, own("may-start")).inputs;
    assert.deepEqual([principal, sourceArn], ["events.amazonaws.com", answered(declared, own("rule")).arn]);
    assert.equal(ofType(declared, "lambda/permission:Permission").length, 1);
  });

  it("runs on the newest Node.js on ARM, and ends before its next run begins", async () => {
    const { runtime, architectures, timeout, memorySize } = at(await published(), own("function")).inputs;
    assert.deepEqual([runtime, architectures, memorySize], ["nodejs24.x", ["arm64"], 256]);
    assert.ok(Number(timeout) < 60);
  });

  it("reaches its cache and HTTPS, and nothing else", async () => {
    const declared = await published();
    const firewall = answered(declared, own("firewall")).id;
    const out = ofType(declared, "SecurityGroupEgressRule").filter(({ inputs }) => inputs.securityGroupId === firewall);
    assert.deepEqual(
      out.map(({ inputs }) => [inputs.fromPort, inputs.cidrIpv4 ?? inputs.referencedSecurityGroupId]),
      [
        [443, "0.0.0.0/0"],
        [6379, answered(declared, "jobs/jobs-firewall").id],
      ],
    );
  });

  it("may write to its own log and read its own login, and its code may do nothing with the network", async () => {
    const declared = await published();
    const [log, secret, enter, not] = statementsOf(at(declared, own("policy")));
    assert.equal(log?.Resource, `${answered(declared, own("log")).arn}:*`);
    assert.deepEqual(
      [secret?.Action, secret?.Resource],
      [["secretsmanager:GetSecretValue"], [answered(declared, "jobs/jobs-slipway-queue-publisher-secret").arn]],
    );
    assert.deepEqual([not?.Effect, not?.Action], ["Deny", enter?.Action]);
    assert.deepEqual(not?.Condition, {
      ArnEquals: { "lambda:SourceFunctionArn": answered(declared, own("function")).arn },
    });
  });

  it("is told where its login is, but never the login", async () => {
    const declared = await published();
    const { variables } = Object(at(declared, own("function")).inputs.environment);
    assert.deepEqual(Object.keys(variables).sort(), [
      "CACHE_HOST",
      "CACHE_PORT",
      "NAMESPACE",
      "QUEUES",
      "SECRET_ARN",
      "SECRET_VERSION",
    ]);
    const password = answered(declared, "jobs/jobs-slipway-queue-publisher-generated").result;
    assert.doesNotMatch(JSON.stringify(variables), new RegExp(String(password)));
    assert.equal(variables.SECRET_VERSION, answered(declared, "jobs/jobs-slipway-queue-publisher-value").versionId);
  });

  it("has a user in the cache that may look at its queues and do nothing else", async () => {
    const { accessString, userName } = at(await published(), "jobs/jobs-slipway-queue-publisher-user").inputs;
    assert.equal(userName, "slipway-queue-publisher");
    assert.equal(
      accessString,
      "on ~bull:mail:* ~celery ~celery??3 ~celery??6 ~celery??9 resetchannels -@all +hmget +lindex +llen +zcard +zrange",
    );
  });

  it("tells when a queue's depth is no longer published, since its service is not scaled by it then", async () => {
    const { inputs } = at(await published(), own("mail-silent"));
    assert.deepEqual(
      [inputs.namespace, inputs.metricName, inputs.dimensions],
      ["slipway/shop-staging", "QueueDepth", { Service: "mail" }],
    );
    assert.equal(inputs.treatMissingData, "missing");
    assert.deepEqual(inputs.insufficientDataActions, inputs.alarmActions);
  });

  it("stands in a plan by the paths of its code in the project, whatever machine the plan is made on", async () => {
    const { code } = at(await published(), own("function")).inputs;
    assert.deepEqual(code, {
      $archive: {
        "index.mjs": { $asset: "functions/queue-depth/index.mjs" },
        "measures.mjs": { $asset: "functions/queue-depth/measures.mjs" },
        "node_modules/@redis/client": { $archive: "node_modules/@redis/client" },
      },
    });
    for (const path of Object.values({ ...functionCode.files, ...functionCode.folders })) {
      assert.ok(existsSync(join(import.meta.dirname, "..", "..", path)), path);
    }
  });

  it("is not there for a cache in which no queue is looked at, and neither is its user", async () => {
    const declared = await published({});
    assert.deepEqual(ofType(declared, "lambda/function:Function"), []);
    assert.equal(ofType(declared, "elasticache/user:User").length, 1);
  });
});
