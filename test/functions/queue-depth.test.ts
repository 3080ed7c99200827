import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Queue } from "bullmq";
import { functionCode } from "../../components/queue-depth.ts";
import { hasTime, type RedisQueue, readerRights } from "../../lib/redis-queue.ts";
import { describeOnMoto } from "../cloud/on-moto.ts";
import { describeOnRedis } from "./on-redis.ts";

const root = join(import.meta.dirname, "..", "..");
const [username, password] = ["slipway-queue-publisher", "a-password-of-the-test"];

interface Published {
  readonly Service: string;
  readonly QueueDepth: number;
  readonly QueueAgeSeconds?: number;
  readonly _aws: { readonly CloudWatchMetrics: readonly { readonly Metrics: readonly { readonly Name: string }[] }[] };
}

describeOnMoto("the publisher of queue depths", (moto) => {
  describeOnRedis("on a Redis behind TLS, with the rights that its user has there", (on) => {
    let lambda = "";
    let secret: { ARN?: string | undefined; VersionId?: string | undefined };

    before(async () => {
      lambda = unpacked();
      const client = new SecretsManagerClient(moto.client);
      secret = await client.send(
        new CreateSecretCommand({ Name: "publisher", SecretString: JSON.stringify({ username, password }) }),
      );
    });
    after(() => lambda && rmSync(lambda, { recursive: true, force: true }));

    /** Runs the function as Lambda would, in a process of its own. */
    async function run(queues: readonly (RedisQueue & { service: string })[], own: Record<string, string> = {}) {
      const rights = readerRights(queues).split(" ");
      await on.admin.sendCommand(["ACL", "SETUSER", username, "reset", `>${password}`, ...rights]);
      const env = {
        PATH: process.env.PATH,
        AWS_REGION: moto.client.region,
        AWS_ACCESS_KEY_ID: "AKIATEST",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_ENDPOINT_URL_SECRETS_MANAGER: moto.client.endpoint,
        NODE_EXTRA_CA_CERTS: on.redis.caFile,
        CACHE_HOST: "localhost",
        CACHE_PORT: `${on.redis.tlsPort}`,
        NAMESPACE: "slipway/shop-staging",
        QUEUES: JSON.stringify(queues),
        SECRET_ARN: secret.ARN,
        SECRET_VERSION: secret.VersionId,
        ...own,
      };
      const { stdout, failed } = await promisify(execFile)(process.execPath, ["run.mjs"], { cwd: lambda, env }).then(
        (ended) => ({ ...ended, failed: "" }),
        ({ stdout, stderr }) => ({ stdout, failed: String(stderr) }),
      );
      const lines: Published[] = String(stdout)
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line));
      return { lines, failed };
    }

    async function published(queue: RedisQueue): Promise<Published> {
      const { lines, failed } = await run([{ service: "worker", ...queue }]);
      assert.equal(failed, "");
      const [line] = lines;
      assert.ok(line && lines.length === 1);
      assert.equal("QueueAgeSeconds" in line, hasTime(queue.format), "the age is told where the format has a time");
      return line;
    }

    /** An age of what was put in just now; how long that takes is nobody's business here. */
    const justNow = (age: number | undefined) =>
      assert.ok(age !== undefined && age >= 0 && age < 600, `${age} seconds`);

    it("counts what Celery put in, over all priorities, and tells no age because a message carries no time", async () => {
      await on.fill("celery", "mail");
      assert.equal((await published({ name: "mail", format: "celery" })).QueueDepth, 4);
    });

    it("counts what RQ put in, without what is for later", async () => {
      await on.fill("rq", "mail");
      const line = await published({ name: "mail", format: "rq" });
      assert.equal(line.QueueDepth, 2);
      justNow(line.QueueAgeSeconds);
    });

    it("counts what arq put in, without what is for later", async () => {
      await on.fill("arq", "arq:queue");
      const line = await published({ name: "arq:queue", format: "arq" });
      assert.equal(line.QueueDepth, 2);
      justNow(line.QueueAgeSeconds);
    });

    describe("of BullMQ", () => {
      let queue: Queue;
      beforeEach(async () => {
        const { hostname, port } = new URL(on.redis.url);
        queue = new Queue("mail", { connection: { host: hostname, port: Number(port) } });
      });
      afterEach(() => queue.close());

      it("counts what waits, prioritized or not, without what is put off", async () => {
        await queue.addBulk([
          { name: "send", data: {} },
          { name: "send", data: {}, opts: { priority: 5 } },
          { name: "send", data: {}, opts: { delay: 3_600_000 } },
        ]);
        const line = await published({ name: "mail", format: "bullmq" });
        assert.equal(line.QueueDepth, 2);
        justNow(line.QueueAgeSeconds);
      });

      it("takes the age of a prioritized job where no other waits", async () => {
        const hourAgo = Date.now() - 3_600_000;
        await queue.add("send", {}, { priority: 5, timestamp: hourAgo });
        const line = await published({ name: "mail", format: "bullmq" });
        assert.ok((line.QueueAgeSeconds ?? 0) >= 3600);
      });

      it("counts the age of a job that was put off from when it is due, or each such job would ring an alarm", async () => {
        const job = await queue.add("send", {}, { delay: 3_600_000, timestamp: Date.now() - 3_600_000 });
        await job.promote();
        const line = await published({ name: "mail", format: "bullmq" });
        assert.equal(line.QueueDepth, 1);
        justNow(line.QueueAgeSeconds);
      });

      it("counts nothing while the queue is paused, since no worker may take it", async () => {
        await queue.add("send", {});
        await queue.pause();
        assert.equal((await published({ name: "mail", format: "bullmq" })).QueueDepth, 0);
      });
    });

    // There is no Ruby here, so this is the documented form of a job: https://github.com/sidekiq/sidekiq/wiki/Job-Format
    for (const [version, unit] of [
      ["7, with a time in seconds", 1000],
      ["8, with a time in milliseconds", 1],
    ] as const) {
      it(`counts jobs in the form of Sidekiq ${version}`, async () => {
        const hourAgo = Date.now() - 3_600_000;
        const jobOf = (time: number) => JSON.stringify({ class: "Send", jid: "0a", enqueued_at: time / unit });
        await on.admin.lPush("queue:mail", [jobOf(hourAgo), jobOf(hourAgo + 1_800_000)]);
        const line = await published({ name: "mail", format: "sidekiq" });
        assert.equal(line.QueueDepth, 2);
        assert.ok(line.QueueAgeSeconds !== undefined && line.QueueAgeSeconds >= 3600 && line.QueueAgeSeconds < 5400);
      });
    }

    it("counts a plain list", async () => {
      await on.admin.rPush("mail", ["a", "b", "c"]);
      assert.equal((await published({ name: "mail", format: "list" })).QueueDepth, 3);
    });

    it("counts what the slowest group of a stream has not been given, and how long the next entry has waited", async () => {
      const hour = 3_600_000;
      const at = Date.now() - 9 * hour;
      for (const later of [0, 1, 2]) {
        await on.admin.xAdd("orders", `${at + later * hour}-0`, { order: "1" });
      }
      await on.admin.xGroupCreate("orders", "billing", "0");
      await on.admin.xGroupCreate("orders", "mail", "$");
      await on.admin.xReadGroup("billing", "one", { key: "orders", id: ">" }, { COUNT: 1 });
      const line = await published({ name: "orders", format: "stream" });
      assert.equal(line.QueueDepth, 2);
      assert.ok(
        line.QueueAgeSeconds !== undefined && line.QueueAgeSeconds >= 8 * 3600 && line.QueueAgeSeconds < 9 * 3600,
      );
    });

    it("counts the entries of a stream itself where Redis has lost count of them", async () => {
      const ids: string[] = [];
      for (const order of ["1", "2", "3", "4"]) {
        ids.push(await on.admin.xAdd("orders", "*", { order }));
      }
      await on.admin.xGroupCreate("orders", "billing", ids[0] ?? "");
      await on.admin.xDel("orders", ids[2] ?? "");
      const [group] = await on.admin.xInfoGroups("orders");
      assert.equal(group?.lag, null, "Redis tells, so this test shows nothing");
      assert.equal((await published({ name: "orders", format: "stream" })).QueueDepth, 2);
    });

    it("counts all of a stream that no group reads yet", async () => {
      await on.admin.xAdd("orders", "*", { order: "1" });
      assert.equal((await published({ name: "orders", format: "stream" })).QueueDepth, 1);
    });

    for (const format of ["list", "stream", "celery", "bullmq", "sidekiq", "rq", "arq"] as const) {
      it(`publishes a depth of 0 for an empty queue of ${format}, so that scaling goes down again`, async () => {
        const { QueueDepth, QueueAgeSeconds } = await published({ name: "empty", format });
        assert.deepEqual([QueueDepth, QueueAgeSeconds], [0, hasTime(format) ? 0 : undefined]);
      });
    }

    it("writes lines that CloudWatch takes for metrics of the service", async () => {
      await on.admin.rPush("mail", "a");
      const line = await published({ name: "mail", format: "list" });
      assert.equal(line.Service, "worker");
      assert.deepEqual(line._aws.CloudWatchMetrics, [
        {
          Namespace: "slipway/shop-staging",
          Dimensions: [["Service"]],
          Metrics: [{ Name: "QueueDepth", Unit: "Count" }],
        },
      ]);
    });

    it("fails for a queue that is something else, and still publishes the others", async () => {
      await on.admin.set("odd", "no list");
      await on.admin.rPush("mail", "a");
      const { lines, failed } = await run([
        { service: "first", name: "odd", format: "list" },
        { service: "second", name: "mail", format: "list" },
      ]);
      assert.deepEqual(
        lines.map(({ Service, QueueDepth }) => [Service, QueueDepth]),
        [["second", 1]],
      );
      assert.match(failed, /list queue odd of first: WRONGTYPE/);
    });

    it("never writes what is in a queue, not even when it cannot be read", async () => {
      await on.admin.lPush("queue:mail", "{a secret of somebody");
      const { lines, failed } = await run([{ service: "worker", name: "mail", format: "sidekiq" }]);
      assert.doesNotMatch(JSON.stringify(lines) + failed, /secret of somebody/);
      assert.equal(lines[0]?.QueueDepth, 1);
    });

    it("does not talk to a server whose certificate nobody vouches for", async () => {
      const { lines, failed } = await run([{ service: "worker", name: "mail", format: "list" }], {
        NODE_EXTRA_CA_CERTS: "",
      });
      assert.deepEqual(lines, []);
      assert.match(failed, /certificate/);
    });

    describe("has a user", () => {
      const all = (["list", "stream", "celery", "bullmq", "sidekiq", "rq", "arq"] as const).map(
        (format): RedisQueue => ({ name: `${format}-jobs`, format }),
      );

      it("whose rights the server gives back as they are written, so that a second preview shows no change", async () => {
        await on.admin.sendCommand(["ACL", "SETUSER", username, "reset", ...readerRights(all).split(" ")]);
        const users = String(await on.admin.sendCommand(["ACL", "LIST"])).split(",");
        const own = users.find((user) => user.startsWith(`user ${username} `)) ?? "";
        assert.equal(own.replace(`user ${username} `, "").replace("sanitize-payload ", ""), readerRights(all));
      });

      it("that may neither change a queue nor look at anything else", async () => {
        await on.admin.sendCommand([
          ...["ACL", "SETUSER", username, "reset", `>${password}`],
          ...readerRights([{ name: "mail", format: "celery" }]).split(" "),
        ]);
        const may = async (...words: string[]) =>
          String(await on.admin.sendCommand(["ACL", "DRYRUN", username, ...words]));
        assert.equal(await may("LLEN", "mail"), "OK");
        assert.equal(await may("LLEN", "mail\x06\x163"), "OK");
        for (const words of [
          ["LPOP", "mail"],
          ["LRANGE", "mail", "0", "1"],
          ["LLEN", "mailbox"],
          ["KEYS", "*"],
          ["INFO"],
        ]) {
          assert.match(await may(...words), /no permissions/, words.join(" "));
        }
      });
    });
  });
});

/** What the archive of the function holds, in a folder of its own, beside the SDK that Lambda has already. */
function unpacked(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-function-"));
  for (const [to, from] of Object.entries({ ...functionCode.files, ...functionCode.folders })) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(join(root, from), join(folder, to), { recursive: true });
  }
  symlinkSync(join(root, "node_modules", "@aws-sdk"), join(folder, "node_modules", "@aws-sdk"));
  writeFileSync(join(folder, "run.mjs"), 'import { handler } from "./index.mjs";\nawait handler({});\n');
  return folder;
}
