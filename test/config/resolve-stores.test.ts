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

describe("the caches of a resolved stack", () => {
  it("evict unless the app says that a queue lives in them", () => {
    const use = (said: unknown) => stackOf({ "app.caches.cache.use": said }).caches.cache?.use;
    assert.deepEqual([use(undefined), use("cache"), use("queue")], ["cache", "cache", "queue"]);
  });
});

describe("the restore tests of a resolved stack", () => {
  const of = (changes: Changes) => stackOf(changes).restoreTest;
  const tables =
    "SELECT count(*) FROM information_schema.tables WHERE table_schema NOT IN ('information_schema', 'pg_catalog')";

  it("are weekly in production, where they look for tables, and none in staging", () => {
    assert.equal(of({}), undefined);
    assert.deepEqual(of(production), { everyDays: 7, queries: { main: tables } });
    assert.equal(of({ ...production, "environment.restoreTest": "none" }), undefined);
  });

  it("ask what the place wants to know of each database", () => {
    const query = "SELECT count(*) FROM orders";
    assert.deepEqual(of({ "environment.restoreTest": { everyDays: 1, queries: { main: query } } }), {
      everyDays: 1,
      queries: { main: query },
    });
    assert.deepEqual(of({ "environment.restoreTest": {} })?.queries, { main: tables });
  });

  it("are none where there is no database", () => {
    assert.equal(of({ ...production, "app.databases": undefined, "app.services.api.uses": undefined }), undefined);
  });

  it("bring the endpoints that their function needs in a network without a way out", () => {
    const noNat = { "environment.network": { nat: "none" }, "environment.images": { pullThrough: true } };
    const images = { "app.images.app": "public.ecr.aws/acme/shop" };
    const { network } = stackOf({ ...noNat, ...images, "environment.restoreTest": {} });
    assert.deepEqual(network.endpoints, ["backup", "ecr.api", "ecr.dkr", "logs", "rds", "secretsmanager"]);
  });
});

describe("the buckets of a resolved stack", () => {
  const uploads = { "app.buckets": { uploads: {} } };

  it("keep what is overwritten for 30 days, and are lost with a place that keeps no data", () => {
    assert.deepEqual(stackOf(uploads).buckets, {
      uploads: { versioned: true, noncurrentDays: 30, deletable: { because: "the staging profile keeps no data" } },
    });
    assert.deepEqual(stackOf({ ...uploads, ...production }).buckets, {
      uploads: { versioned: true, noncurrentDays: 30 },
    });
  });

  it("are what app and place say, and the reason for deleting one stands among the exceptions", () => {
    const { buckets, exceptions } = stackOf({
      ...production,
      "app.buckets": { uploads: { versioned: false, expireDays: 7 } },
      "environment.buckets": { uploads: { noncurrentDays: 1, deletable: { because } } },
    });
    assert.deepEqual(buckets, {
      uploads: { versioned: false, expireDays: 7, noncurrentDays: 1, deletable: { because } },
    });
    assert.deepEqual(exceptions, [{ key: "slipway:environment.buckets.uploads.deletable", because }]);
  });
});
