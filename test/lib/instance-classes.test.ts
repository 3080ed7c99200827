import assert from "node:assert/strict";
import { cacheNode, databaseClass, maxConnections } from "../../lib/instance-classes.ts";

describe("the classes of instances", () => {
  it("are read from their names, since AWS sizes them by family and size", () => {
    assert.deepEqual(databaseClass("db.t4g.micro"), { vcpus: 2, memoryGiB: 1, burstable: true });
    assert.deepEqual(databaseClass("db.m7g.large"), { vcpus: 2, memoryGiB: 8, burstable: false });
    assert.deepEqual(databaseClass("db.r8g.4xlarge"), { vcpus: 16, memoryGiB: 128, burstable: false });
    assert.deepEqual(cacheNode("cache.t4g.small"), { vcpus: 2, memoryGiB: 1.37, burstable: true });
    assert.deepEqual(cacheNode("cache.r7g.large"), { vcpus: 2, memoryGiB: 13.07, burstable: false });
  });

  it("are not guessed where the name says nothing that is known", () => {
    for (const unknown of ["db.x2g.large", "db.m7g.micro", "cache.m7g.large", "micro", "db.t4g.16xlarge"]) {
      assert.equal(databaseClass(unknown), undefined, unknown);
    }
    assert.equal(cacheNode("cache.t4g.large"), undefined);
  });
});

describe("the connections that a class takes", () => {
  it("are fewer than its memory allows by RDS's formula, since RDS needs some of it", () => {
    assert.equal(maxConnections("db.t4g.micro"), 80);
    assert.ok((maxConnections("db.t4g.micro") ?? 0) < 1024 ** 3 / 9_531_392);
  });

  it("grow with the class, up to 5000", () => {
    assert.ok((maxConnections("db.m7g.large") ?? 0) > (maxConnections("db.t4g.medium") ?? 0));
    assert.equal(maxConnections("db.r7g.4xlarge"), 5000);
  });

  it("are what the app says, when it says a number", () => {
    assert.equal(maxConnections("db.t4g.micro", { max_connections: "150" }), 150);
    assert.equal(
      maxConnections("db.t4g.micro", { max_connections: "LEAST({DBInstanceClassMemory/9531392},99)" }),
      undefined,
    );
    assert.equal(maxConnections("db.x2g.large"), undefined);
  });
});
