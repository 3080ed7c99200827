import assert from "node:assert/strict";
import {
  cacheClients,
  callers,
  movedRoutes,
  prioritized,
  queueClients,
  queueSignals,
  secretReaders,
} from "../../config/relations.ts";
import { cache, job, minimal, webService, worker } from "../support/minimal.ts";

const stack = minimal({
  caches: { cache: cache(), jobs: cache() },
  queues: { orders: { fifo: false, maxReceives: 5, visibilitySeconds: 30 } },
  services: {
    api: webService({
      uses: { orders: { store: "queue", access: "write", env: "QUEUE_URL" }, worker: { store: "service", env: "W" } },
    }),
    worker: worker({
      discoverable: true,
      port: 9000,
      uses: { cache: { store: "cache", access: "write", env: "REDIS_URL", urlDialect: "redis" } },
      scaleOn: { kind: "cache", of: "jobs", name: "celery", format: "celery" },
    }),
    slow: worker({ scaleOn: { kind: "queue", of: "orders" } }),
  },
  jobs: { nightly: job({ uses: { orders: { store: "queue", access: "read", env: "QUEUE_URL" } } }) },
});

describe("the relations of a stack", () => {
  it("are who uses a store, by its kind", () => {
    assert.deepEqual(Object.keys(queueClients(stack, "orders")), ["api", "nightly"]);
    assert.deepEqual(Object.keys(cacheClients(stack, "cache")), ["worker"]);
    assert.deepEqual(Object.keys(cacheClients(stack, "orders")), []);
    assert.deepEqual(callers(stack, "worker"), ["api"]);
  });

  it("are what a cache is looked into for, by the service that follows it; one of SQS needs nobody who looks", () => {
    const signal = { kind: "cache", of: "jobs", name: "celery", format: "celery" };
    assert.deepEqual(queueSignals(stack, "jobs"), { worker: signal });
    assert.deepEqual(queueSignals(stack, "cache"), {});
    assert.deepEqual(queueSignals(stack, "orders"), {});
  });

  it("are the priorities of all routes, which move by the service that a route leads to", () => {
    const of = (name: string) => prioritized(stack, name, webService())[0]?.priority;
    const [api] = prioritized(stack, "api", webService());
    assert.ok(api && api.priority >= 1000 && api.movedBy === undefined);
    const moved = minimal({ services: { web: webService() } });
    assert.notEqual(prioritized(moved, "web", webService())[0]?.priority, of("api"));
  });

  it("are the routes that share a slot, for the plan: each is told with its rival", () => {
    const services = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => {
        const key = `h${index}/*`;
        return [`s${index}`, webService({ routes: [{ key, host: `h${index}.example.com`, path: "/*" }] })];
      }),
    );
    const moved = movedRoutes(minimal({ services }));
    assert.ok(moved.length > 1);
    assert.ok(
      moved.every((one) => /^s\d+ h\d+\/\*: \d+, because s\d+\/h\d+\/\* hashes to/.test(one)),
      moved.join("\n"),
    );
    assert.deepEqual(movedRoutes(stack), []);
  });

  it("are the services that read a secret of somebody else, in whatever container, and only when they start", () => {
    const [one, two] = ["one", "two"].map(
      (name) => `arn:aws:secretsmanager:eu-north-1:111111111111:secret:${name}-AbCdEf`,
    );
    assert.ok(one && two);
    const image = `envoyproxy/envoy@sha256:${"1".repeat(64)}`;
    const proxy = { image, env: {}, secrets: ["TWO"], essential: true };
    const reading = minimal({
      secrets: {
        ONE: { kind: "existing", arn: one },
        FIELD: { kind: "existing", arn: one, key: "field" },
        TWO: { kind: "existing", arn: two },
        PULL: { kind: "existing", arn: `${two}-pull` },
        OWN: { kind: "generated" },
      },
      services: {
        api: webService({ secrets: ["ONE", "FIELD", "OWN"], sidecars: { proxy } }),
        worker: worker({ secrets: ["ONE"], image: { uri: image, architecture: "x86_64", pullSecret: "PULL" } }),
        quiet: worker({ secrets: ["OWN"] }),
      },
      jobs: { nightly: job({ secrets: ["TWO"] }) },
    });
    assert.deepEqual(secretReaders(reading), { [one]: ["api", "worker"], [two]: ["api"] });
    assert.deepEqual(secretReaders(stack), {});
  });
});
