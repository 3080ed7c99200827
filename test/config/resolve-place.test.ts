import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { resolve } from "../../config/resolve.ts";
import type { Stack } from "../../config/stack.ts";
import { type Changes, changed } from "./minimal.ts";

function stackOf(changes: Changes): Stack {
  const resolved = resolve(changed(changes), { stack: "staging" }, (value) => pulumi.secret(value));
  assert.ok("stack" in resolved, JSON.stringify(resolved));
  return resolved.stack;
}

const production = { "environment.profile": "production" };
const because = "the test has a reason";

describe("the edge of a resolved stack", () => {
  it("sets security headers in every place, and logs requests and counts attacks in production", () => {
    const headers = { hstsSeconds: 31_536_000, frameOptions: "SAMEORIGIN", noSniff: true };
    assert.deepEqual(stackOf({}).edge, {
      domain: { name: "staging.shop.example.com", aliases: [], dns: { kind: "zone" } },
      idleTimeoutSeconds: 60,
      deletionProtection: false,
      headers,
      closed: [],
    });
    const { accessLogs, waf, headers: own } = stackOf(production).edge;
    assert.deepEqual(own, headers);
    assert.deepEqual(accessLogs, { retentionDays: 90 });
    assert.deepEqual(waf, { mode: "count", requestsPerFiveMinutes: 2000, allow: [], deny: [] });
  });

  it("takes a word and a mapping for the firewall alike", () => {
    assert.deepEqual(
      stackOf({ "environment.edge.waf": "block" }).edge.waf,
      stackOf({ "environment.edge.waf": { mode: "block" } }).edge.waf,
    );
    assert.equal(stackOf({ ...production, "environment.edge.waf": "none" }).edge.waf, undefined);
  });

  it("keeps the log of requests as long as the place says, and 90 days if it says only yes", () => {
    const days = (accessLogs: unknown) =>
      stackOf({ "environment.edge": { accessLogs } }).edge.accessLogs?.retentionDays;
    assert.deepEqual([days(true), days({ retentionDays: 400 }), days(false)], [90, 400, undefined]);
  });

  it("leaves a header out that the place turns off", () => {
    const { headers } = stackOf({
      "environment.edge.headers": { hstsSeconds: 0, frameOptions: "none", noSniff: false },
    }).edge;
    assert.deepEqual(headers, { hstsSeconds: 0, noSniff: false });
  });

  it("has words for visitors during maintenance, whose reason stands among the exceptions", () => {
    const { edge, exceptions } = stackOf({ "environment.edge.maintenance": { because } });
    assert.deepEqual(edge.maintenance, {
      because,
      message: "We are working on this site. Please come back in a few minutes.",
    });
    assert.deepEqual(exceptions, [{ key: "slipway:environment.edge.maintenance", because }]);
  });

  it("knows who holds the records of a domain", () => {
    const dns = (zone: unknown) =>
      stackOf({ "environment.domain": { name: "shop.example.com", zone } }).edge.domain?.dns;
    const [id, roleArn] = ["Z0123456789ABCDEFGHIJ", "arn:aws:iam::222222222222:role/records"];
    assert.deepEqual(dns("external"), { kind: "external" });
    assert.deepEqual(dns({ id }), { kind: "zone", zoneId: id });
    assert.deepEqual(dns({ id, roleArn }), { kind: "zone", zoneId: id, roleArn });
  });
});

describe("the network of a resolved stack", () => {
  const repository = "111111111111.dkr.ecr.eu-north-1.amazonaws.com/shop";
  const noNat = {
    "environment.network": { nat: "none" },
    "app.images.app": repository,
    "app.databases": undefined,
    "app.caches": undefined,
    "app.services.api.uses": undefined,
    "app.secrets": undefined,
  };
  const endpoints = (changes: Changes) => stackOf(changes).network.endpoints;

  it("has no endpoint beside a NAT gateway unless the place says so", () => {
    assert.deepEqual(endpoints({}), []);
    assert.deepEqual(endpoints({ "environment.network": { endpoints: ["sts", "logs"] } }), ["logs", "sts"]);
  });

  it("has those that the parts in use need when there is none, and those that the place adds", () => {
    const always = ["ecr.api", "ecr.dkr", "logs"];
    assert.deepEqual(endpoints(noNat), always);
    assert.deepEqual(endpoints({ ...noNat, "environment.network": { nat: "none", endpoints: ["sts", "logs"] } }), [
      ...always,
      "sts",
    ]);
    const secret = { "app.secrets": { KEY: "generated" }, "app.services.worker.secrets": ["KEY"] };
    assert.deepEqual(endpoints({ ...noNat, ...secret }), [...always, "secretsmanager"]);
    const permissions = [{ actions: ["ssm:GetParameter", "cloudwatch:PutMetricData"], resources: ["*"], because }];
    assert.deepEqual(endpoints({ ...noNat, "app.services.worker.permissions": permissions }), [
      ...always,
      "monitoring",
      "ssm",
    ]);
  });

  it("has those of a shell, of queues and of file systems where there are any", () => {
    const parts = {
      "app.queues": { mails: {} },
      "app.services.worker.uses": ["mails"],
      "app.services.worker.volumes": { files: { path: "/files" } },
      "environment.services.api": { exec: { because } },
    };
    assert.deepEqual(endpoints({ ...noNat, ...parts }), [
      "ecr.api",
      "ecr.dkr",
      "elasticfilesystem",
      "logs",
      "sqs",
      "ssmmessages",
    ]);
  });

  it("brings the endpoint of secrets with a store, whose logins are secrets", () => {
    const pulled = {
      "environment.network": { nat: "none" },
      "environment.images": { pullThrough: true },
      "app.images.app": { repository: "ghcr.io/acme/shop", pullSecret: "PULL" },
      "app.secrets": undefined,
      "secrets.PULL": "{}",
    };
    assert.deepEqual(endpoints(pulled), ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]);
  });

  it("logs refused connections in production, none in staging", () => {
    assert.equal(stackOf({}).network.flowLogs, "none");
    assert.equal(stackOf(production).network.flowLogs, "rejects");
  });

  it("declares nothing of one that somebody else has made", () => {
    const ids = ["subnet-00000001", "subnet-00000002"];
    const existing = {
      vpcId: "vpc-00000001",
      subnets: {
        public: ids,
        private: ["subnet-3333333a", "subnet-3333333b"],
        data: ["subnet-4444444a", "subnet-4444444b"],
      },
    };
    const { network } = stackOf({ ...production, "environment.network": { existing } });
    assert.deepEqual(network.existing, {
      vpcId: "vpc-00000001",
      publicSubnetIds: ids,
      privateSubnetIds: ["subnet-3333333a", "subnet-3333333b"],
      dataSubnetIds: ["subnet-4444444a", "subnet-4444444b"],
    });
    assert.deepEqual([network.endpoints, network.flowLogs], [[], "none"]);
  });
});

describe("registries that ECR pulls through", () => {
  it("are none unless the place says so", () => {
    assert.deepEqual(stackOf({}).pullThrough, {});
  });

  it("are those of the app's images and of slipway's own, with their credentials", () => {
    const { pullThrough } = stackOf({
      "environment.images": { pullThrough: true },
      "app.images.app": { repository: "ghcr.io/acme/shop", pullSecret: "PULL" },
      "secrets.PULL": "{}",
    });
    assert.deepEqual(pullThrough, { "ghcr.io": { pullSecret: "PULL" }, "public.ecr.aws": {} });
  });
});

describe("how a resolved stack deploys", () => {
  const deployOf = (changes: Changes) => {
    const api = stackOf(changes).services.api;
    return api?.kind === "web" && api.deploy;
  };

  it("is rolling in both places, and a rolling deployment does not bake", () => {
    const rolling = { strategy: "rolling", percent: 10, stepMinutes: 2, bakeMinutes: 0 };
    assert.deepEqual(deployOf({}), rolling);
    assert.deepEqual(deployOf(production), rolling);
  });

  it("is what the place says, with the usual numbers for the rest", () => {
    assert.deepEqual(deployOf({ "environment.deploy": { strategy: "canary", percent: 5, maxMinutes: 20 } }), {
      strategy: "canary",
      percent: 5,
      stepMinutes: 2,
      bakeMinutes: 3,
    });
  });

  it("is told when it takes longer than the place wants, with the sum", () => {
    const told = (deploy: unknown) => {
      const resolved = resolve(changed({ "environment.deploy": deploy }), { stack: "staging" }, (value) =>
        pulumi.secret(value),
      );
      return resolved.warnings;
    };
    const [linear = "", ...more] = told({ strategy: "linear" });
    assert.deepEqual(more, []);
    assert.match(
      linear,
      /^slipway:environment\.deploy\.maxMinutes: a deployment takes worker \d.+ \+ web api .+linear 21.+ = \d+(\.\d)? minutes, after a migration of at most 15, more than 10: raise it, or wait less$/,
    );
    assert.deepEqual(told({ strategy: "linear", maxMinutes: 40 }), []);
    assert.deepEqual(told({}), []);
  });

  it("carries what a rollback goes back from, so that no migration runs", () => {
    assert.deepEqual(stackOf({ "release.version": "2.0.0", "release.rollbackOf": "f-12" }).release, {
      version: "2.0.0",
      rollbackOf: "f-12",
    });
  });
});
