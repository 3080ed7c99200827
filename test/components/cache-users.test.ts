import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { createClient } from "@redis/client";
import { Queue, Worker } from "bullmq";
import { rights } from "../../components/cache-users.ts";
import { type CacheDialect, caBundlePath, cacheUrl } from "../../lib/store-url.ts";
import { describeOnRedis, type OnRedis } from "../functions/on-redis.ts";

const [user, password] = ["shop-api", "a-password-of-the-test"];

describeOnRedis("a client of a cache, on a Redis behind TLS", (on) => {
  const be = (access: keyof typeof rights) =>
    on.admin.sendCommand(["ACL", "SETUSER", user, "reset", `>${password}`, ...rights[access].split(" ")]);

  for (const access of ["read", "write"] as const) {
    it(`has rights to ${access} that the server gives back as they are written, or each preview would show a change`, async () => {
      await be(access);
      const users = String(await on.admin.sendCommand(["ACL", "LIST"])).split(",");
      const own = users.find((line) => line.startsWith(`user ${user} `)) ?? "";
      const given = own.replace(`user ${user} `, "").replace("sanitize-payload ", "").replace(/#\w+ /, "");
      assert.equal(given, rights[access]);
    });

    it(`may not look at others, change the server or end everybody's data, when it may ${access}`, async () => {
      await be(access);
      for (const words of refused) {
        assert.match(await dryRun(on, words), /no permissions/, words);
      }
    });
  }

  it("may read and not write, when it may only read", async () => {
    await be("read");
    for (const words of ["GET a", "HGETALL a", "SCAN 0", "XLEN a", "PING", "CLIENT SETNAME a", "INFO"]) {
      assert.equal(await dryRun(on, words), "OK", words);
    }
    for (const words of ["SET a 1", "DEL a", "LPOP a", "PUBLISH a 1", "EVAL return 0", "SUBSCRIBE a"]) {
      assert.match(await dryRun(on, words), /no permissions/, words);
    }
  });

  // A worker of each library takes a job that the library put in, by the very URL that a task gets.
  for (const [library, dialect] of [
    ["celery", "celery"],
    ["rq", "redis"],
    ["arq", "redis"],
  ] as const) {
    it(`works a job off with ${library}`, async function () {
      this.timeout(60_000);
      await be("write");
      const script = join(import.meta.dirname, "work.py");
      const { stdout } = await promisify(execFile)(on.redis.python, [script, urlOf(on, dialect), library]);
      assert.equal(stdout.trim(), "worked: 3");
    });
  }

  it("works a job off with BullMQ, which counts its workers and asks what happens when memory is full", async () => {
    await be("write");
    const { hostname, port, username } = new URL(urlOf(on, "redis"));
    const connection = {
      ...{ host: hostname, port: Number(port), username, password, maxRetriesPerRequest: null },
      tls: { ca: readFileSync(on.redis.caFile) },
    };
    const queue = new Queue("mail", { connection });
    const worker = new Worker<number, number>("mail", async ({ data }) => data + 1, { connection });
    try {
      const done = new Promise<number>((resolve) => worker.on("completed", (_job, result) => resolve(result)));
      await queue.add("send", 2);
      assert.equal(await done, 3);
      assert.equal((await queue.getWorkers()).length, 1);
    } finally {
      await worker.close();
      await queue.close();
    }
  });

  it("may do what Sidekiq does to put a job in, take it out again and tell how it is", async () => {
    await be("write");
    // https://github.com/sidekiq/sidekiq/blob/main/lib/sidekiq/client.rb, fetch.rb, launcher.rb, redis_connection.rb
    for (const words of sidekiq) {
      assert.equal(await dryRun(on, words), "OK", words);
    }
  });

  it("logs in by its URL with node-redis, whose library says its name to the server", async () => {
    await be("write");
    const { username } = new URL(urlOf(on, "redis"));
    const client = createClient({
      username,
      password,
      name: "shop",
      socket: { host: "localhost", port: on.redis.tlsPort, tls: true, ca: readFileSync(on.redis.caFile) },
    });
    await client.connect();
    try {
      assert.equal(await client.clientGetName(), "shop");
    } finally {
      client.destroy();
    }
  });
});

const refused = [
  "FLUSHALL",
  "FLUSHDB",
  "CONFIG GET maxmemory-policy",
  "CONFIG SET maxmemory-policy allkeys-lru",
  "KEYS *",
  "ACL LIST",
  "DEBUG SLEEP 0",
  "MONITOR",
  "CLIENT KILL ID 1",
  "CLIENT PAUSE 1",
  "SHUTDOWN",
  "SWAPDB 0 1",
  "SLOWLOG GET",
  "REPLICAOF NO ONE",
];

const sidekiq = [
  "SADD queues mail",
  "LPUSH queue:mail {}",
  "BRPOP queue:mail 2",
  "ZADD schedule 1 {}",
  "EVALSHA 0a 0",
  "SCRIPT LOAD return",
  "HSET host:1:0a info {}",
  "EXPIRE host:1:0a 60",
  "INFO",
  "CLIENT SETNAME sidekiq",
  "CLIENT LIST",
  "MULTI",
  "SSCAN processes 0",
];

async function dryRun(on: OnRedis, words: string): Promise<string> {
  return String(await on.admin.sendCommand(["ACL", "DRYRUN", user, ...words.split(" ")]));
}

/** The URL of a task, with the authority of this Redis instead of AWS's. */
function urlOf(on: OnRedis, dialect: CacheDialect): string {
  const { url } = cacheUrl({ host: "localhost", port: on.redis.tlsPort, user, password, dialect });
  return url.replace(caBundlePath, on.redis.caFile);
}
