import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { resolve } from "../../config/resolve.ts";
import type { Stack } from "../../config/stack.ts";
import { type Changes, changed, stackOf } from "./minimal.ts";

function serviceOf(changes: Changes, name = "api") {
  const service = stackOf(changes).services[name];
  assert.ok(service);
  return service;
}

describe("a resolved stack", () => {
  it("takes what a place does not say from its profile", () => {
    const sizes = ({ services, databases, caches, network, logs, edge }: Stack) => ({
      api: services.api && [services.api.cpu, services.api.memoryMiB, services.api.min, services.api.max],
      main: databases.main && [databases.main.instanceClass, databases.main.multiAz, databases.main.backupDays],
      cache: caches.cache && [caches.cache.replicas, caches.cache.snapshotDays, caches.cache.protect],
      network: [network.zones.length, network.nat],
      rest: [logs.retentionDays, edge.deletionProtection],
    });
    assert.deepEqual(sizes(stackOf({})), {
      api: [256, 512, 1, 2],
      main: ["db.t4g.micro", false, 1],
      cache: [0, 0, false],
      network: [2, "single"],
      rest: [7, false],
    });
    assert.deepEqual(sizes(stackOf({ "environment.profile": "production" })), {
      api: [1024, 2048, 2, 10],
      main: ["db.m7g.large", true, 14],
      cache: [1, 7, true],
      network: [3, "per-zone"],
      rest: [30, true],
    });
  });

  it("lets a database be deleted in staging, and in production only for a reason", () => {
    assert.ok(stackOf({}).databases.main?.deletable);
    assert.equal(stackOf({ "environment.profile": "production" }).databases.main?.deletable, undefined);
    const because = "the data is in the other account";
    const deletable = {
      "environment.profile": "production",
      "environment.databases": { main: { deletable: { because } } },
    };
    assert.deepEqual(stackOf(deletable).databases.main?.deletable, { because });
    assert.deepEqual(stackOf(deletable).exceptions, [{ key: "slipway:environment.databases.main.deletable", because }]);
  });

  it("completes a size with what Fargate pairs with the given half", () => {
    const size = (tuning: object) => {
      const { cpu, memoryMiB } = serviceOf({ "environment.services": { api: tuning } });
      return [cpu, memoryMiB];
    };
    assert.deepEqual(size({ cpu: 1024 }), [1024, 2048]);
    assert.deepEqual(size({ memoryMiB: 4096 }), [512, 4096]);
    assert.deepEqual(size({ memoryMiB: 1024 }), [256, 1024]);
  });

  it("lets one bound of the number of tasks push the other", () => {
    const count = (tuning: object) => {
      const { min, max } = serviceOf({ "environment.services": { api: tuning } });
      return [min, max];
    };
    assert.deepEqual(count({ min: 4 }), [4, 4]);
    assert.deepEqual(count({ max: 5 }), [1, 5]);
    assert.deepEqual(
      serviceOf({ "app.services.worker.exactlyOne": true, "environment.profile": "production" }, "worker").max,
      1,
    );
  });

  it("gives each task the app's variables and its own, with the place's values in them", () => {
    const { env } = serviceOf({
      "release.version": "2.0.0",
      "app.env": { STAGE: { from: "stack.name" }, LEVEL: { per: "environment", default: "info" }, SHARED: "app" },
      "app.services.api.env": {
        SHARED: "own",
        SEATS: { per: "environment" },
        HOST: { from: "databases.main.host" },
        VERSION: { from: "release.version" },
      },
      "environment.env": { LEVEL: "debug", SEATS: "3" },
      "environment.services": { api: { env: { SEATS: "5" } } },
    });
    assert.deepEqual(env, {
      STAGE: "staging",
      LEVEL: "debug",
      SHARED: "own",
      SEATS: "5",
      HOST: { from: "databases.main.host" },
      VERSION: "2.0.0",
    });
  });

  it("tells a list of stores and a mapping of them alike", () => {
    const [list, mapping] = [["main", "cache"], { main: {}, cache: {} }].map(
      (uses) => serviceOf({ "app.services.api.uses": uses }).uses,
    );
    assert.deepEqual(list, mapping);
    assert.deepEqual(list, {
      main: { store: "database", access: "write", urlDialect: "libpq", env: "DATABASE_URL", pool: 5, replica: false },
      cache: { store: "cache", access: "write", urlDialect: "redis", env: "REDIS_URL" },
    });
  });

  it("lets a migration use its own database and nothing else", () => {
    const { migrate } = stackOf({ "app.databases.main.migrate.urlEnv": "MIGRATOR_URL" }).databases.main ?? {};
    assert.deepEqual(migrate?.uses, {
      main: { store: "database", access: "write", urlDialect: "libpq", env: "MIGRATOR_URL", pool: 5, replica: false },
    });
  });

  it("puts hosts under the domain, and @ at the domain itself", () => {
    const service = serviceOf({ "app.services.api.routes": ["api/*", "@/api", "/health?"] });
    assert.deepEqual(service.kind === "web" && service.routes, [
      { key: "api/*", host: "api.staging.shop.example.com", path: "/*" },
      { key: "@/api", host: "staging.shop.example.com", path: "/api" },
      { key: "/health?", path: "/health?" },
    ]);
  });

  it("answers on each alias as on the domain itself, with a rule for each", () => {
    const service = serviceOf({
      "environment.domain": { name: "shop.example.com", aliases: ["www.shop.example.com"] },
      "app.services.api.routes": ["@/api/*", "/*"],
    });
    assert.deepEqual(service.kind === "web" && service.routes, [
      { key: "@/api/*", host: "shop.example.com", path: "/api/*" },
      { key: "www.shop.example.com/api/*", host: "www.shop.example.com", path: "/api/*" },
      { key: "/*", path: "/*" },
    ]);
  });

  it("takes the tag that was pushed with a digest from the release, since a cache in ECR is filled by tag", () => {
    const image = (release: Changes) => serviceOf(release).image;
    assert.equal(image({}).tag, "latest");
    assert.equal(image({ "release.version": "2.0.0" }).tag, "2.0.0");
    const commit = "c".repeat(40);
    assert.equal(image({ "release.version": "2.0.0", "release.commits": { app: commit } }).tag, `sha-${commit}`);
  });

  it("names an image that is built here by the stack, since its digest is not known yet", () => {
    const build = { context: "frontend", target: "run" };
    const changes = { "app.images.app": { repository: "ghcr.io/acme/shop", build }, "release.images": {} };
    assert.deepEqual(serviceOf(changes).image, { uri: "ghcr.io/acme/shop:staging", build, architecture: "x86_64" });
  });

  it("gives folders, containers and queues their usual sizes", () => {
    const image = `ghcr.io/acme/proxy@sha256:${"ef".repeat(32)}`;
    const { writable, sidecars, volumes } = serviceOf({
      "app.services.api.writable": ["/tmp", { path: "/cache", sizeMiB: 128 }],
      "app.services.api.sidecars": { proxy: { image, port: 9000 } },
      "app.services.api.volumes": { files: { path: "/data" } },
    });
    assert.deepEqual(writable, [
      { path: "/tmp", sizeMiB: 64 },
      { path: "/cache", sizeMiB: 128 },
    ]);
    assert.deepEqual(sidecars, { proxy: { image, port: 9000, env: {}, secrets: [], essential: true } });
    assert.deepEqual(volumes, { files: { path: "/data" } });
    assert.deepEqual(stackOf({ "app.queues": { orders: {}, mails: { fifo: true, maxReceives: 3 } } }).queues, {
      orders: { fifo: false, maxReceives: 5, visibilitySeconds: 30 },
      mails: { fifo: true, maxReceives: 3, visibilitySeconds: 30 },
    });
  });

  it("names the variables of queues and services", () => {
    const { uses } = serviceOf({
      "app.queues": { orders: {} },
      "app.services.inner-api": { kind: "worker", image: "app", discoverable: true, port: 9000 },
      "app.buckets": { "user-files": {} },
      "app.services.api.uses": { orders: { access: "read" }, "user-files": {}, "inner-api": {} },
    });
    assert.deepEqual(uses, {
      orders: { store: "queue", access: "read", env: "QUEUE_URL" },
      "user-files": { store: "bucket", access: "write", env: "USER_FILES_BUCKET" },
      "inner-api": { store: "service", env: "INNER_API_URL" },
    });
  });

  it("scales by the queue that the app names, in the numbers of the place", () => {
    const worker = serviceOf(
      {
        "app.services.worker.scaleOn": { queue: { of: "cache", name: "jobs", format: "bullmq" } },
        "environment.services": {
          worker: { scale: { schedules: [{ at: "cron(0 20 * * ? *)", min: 1, max: 1 }] } },
        },
      },
      "worker",
    );
    assert.deepEqual(worker.scaleOn, { kind: "cache", of: "cache", name: "jobs", format: "bullmq" });
    assert.deepEqual(worker.scale, {
      cpuPercent: 70,
      cooldownSeconds: 300,
      queuePerTask: 100,
      schedules: [{ at: "cron(0 20 * * ? *)", timeZone: "UTC", min: 1, max: 1 }],
    });
    const sqs = { "app.queues": { orders: {} }, "app.services.worker.scaleOn": { queue: { of: "orders" } } };
    assert.deepEqual(serviceOf(sqs, "worker").scaleOn, { kind: "queue", of: "orders" });
    assert.equal(serviceOf({}, "worker").scale.queuePerTask, undefined);
  });

  it("promises by profile what the app does not, and takes deployments back by kind", () => {
    const of = (changes: Changes, name: string) => {
      const { objectives, rollbackOn } = serviceOf(changes, name);
      return [objectives, rollbackOn];
    };
    const ofWeb = ["errors", "latency", "unhealthyTasks"];
    assert.deepEqual(of({}, "api"), [{ errorPercent: 5, p95Seconds: 3 }, ofWeb]);
    const strict = { "app.services.api.objectives": { p95Seconds: 1 }, "environment.profile": "production" };
    assert.deepEqual(of(strict, "api"), [{ errorPercent: 1, p95Seconds: 1 }, ofWeb]);
    assert.deepEqual(of({}, "worker"), [{}, ["restarts"]]);
    const aged = {
      "app.services.worker.scaleOn": { queue: { of: "cache", name: "q", format: "rq" } },
      "app.services.worker.objectives": { queueAgeSeconds: 120 },
    };
    assert.deepEqual(of(aged, "worker"), [{ queueAge: { seconds: 120, minutes: 5 } }, ["restarts", "queueAge"]]);
    assert.deepEqual(of({ "app.services.api.rollbackOn": [] }, "api")[1], []);
  });

  it("knows when a run was missed by its schedule here, unless the app says", () => {
    const missed = (changes: Changes) => stackOf(changes).jobs.nightly?.missedAfterMinutes;
    assert.equal(missed({}), 24 * 60 + 30);
    assert.equal(missed({ "environment.jobs": { nightly: { schedule: "rate(1 hour)" } } }), 120);
    assert.equal(missed({ "app.jobs.nightly.missedAfterMinutes": 2000 }), 2000);
    assert.equal(missed({ "app.jobs.nightly.schedule": "cron(0 3 1 * ? *)" }), undefined);
  });

  it("keeps from which release it goes back, so that no migration runs", () => {
    assert.deepEqual(stackOf({ "release.rollbackOf": "fr-42" }).release, { rollbackOf: "fr-42" });
  });

  it("writes a container's check as ECS wants it", () => {
    const command = (given: unknown) =>
      serviceOf({ "app.services.worker.containerHealth": { command: given } }, "worker").containerHealth?.command;
    assert.deepEqual(command("test -f /tmp/alive"), ["CMD-SHELL", "test -f /tmp/alive"]);
    assert.deepEqual(command(["check", "--fast"]), ["CMD", "check", "--fast"]);
  });

  it("names the full version of a cache, because ElastiCache takes no bare major", () => {
    const version = (engine: string, given: string) =>
      stackOf({ "app.caches.cache": { engine, version: given } }).caches.cache?.version;
    assert.equal(version("redis", "7"), "7.1");
    assert.equal(version("valkey", "8"), "8.1");
    assert.equal(version("valkey", "7.2"), "7.2");
  });

  it("owns what an account has once when it is alone there", () => {
    const production = (accountId: string) => ({ siblings: [{ stack: "production", accountId }] });
    assert.equal(stackOf({}, production("222222222222")).account.ownsShared, true);
    assert.equal(
      stackOf({ "environment.aws.sharedAccountOwner": true }, production("111111111111")).account.ownsShared,
      true,
    );
  });

  it("seals every value that people give, and makes secrets of nothing else", async () => {
    const { secrets } = stackOf({
      "app.secrets": { API_KEY: "given", SECRET_KEY: "generated", OLD: "existing" },
      "environment.secrets": {
        OLD: { arn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:old-AbCdEf", key: "k" },
      },
      "secrets.API_KEY": "canary",
    });
    assert.deepEqual(Object.keys(secrets), ["API_KEY", "SECRET_KEY", "OLD"]);
    const given = secrets.API_KEY;
    assert.ok(given?.kind === "given");
    assert.equal(await pulumi.isSecret(given.value), true);
    assert.deepEqual(secrets.OLD, {
      kind: "existing",
      arn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:old-AbCdEf",
      key: "k",
    });
    assert.deepEqual(secrets.SECRET_KEY, { kind: "generated" });
  });

  it("stores what tasks and pulls ask for, not what only the program needs", () => {
    const { secrets } = stackOf({
      "app.images.app": { repository: "ghcr.io/acme/shop", pullSecret: "PULL" },
      "app.secrets.SECRET_KEY": "generated",
      "app.delivery": { repository: "acme/shop" },
      "secrets.PULL": "{}",
      "secrets.HOOK": "https://example.com",
      "secrets.TOKEN": "t",
      "environment.alarms": { notify: [{ https: "HOOK" }] },
      "environment.github": { manageRepository: true, secrets: ["TOKEN", "SECRET_KEY"] },
    });
    const stored = Object.entries(secrets).map(([name, secret]) => [name, "stored" in secret ? secret.stored : true]);
    assert.deepEqual(Object.fromEntries(stored), { SECRET_KEY: true, PULL: true, HOOK: false, TOKEN: false });
  });

  it("declares nothing on GitHub when the app names no repository", () => {
    assert.equal(stackOf({}).github, undefined);
  });

  it("is the same whatever the order of keys in the file", () => {
    const values = changed({});
    const reversed = Object.fromEntries(Object.entries(values).toReversed());
    const of = (given: Record<string, unknown>) =>
      resolve(given, { stack: "staging" }, (value) => pulumi.secret(value));
    assert.deepEqual(of(values), of(reversed));
  });
});
