import assert from "node:assert/strict";
import { hasTime, type RedisQueueFormat, readerRights } from "../../lib/redis-queue.ts";

const formats: readonly RedisQueueFormat[] = ["list", "stream", "celery", "bullmq", "sidekiq", "rq", "arq"];

describe("the rights of a reader of queues", () => {
  it("name the keys of its queues and the commands that look at them, each once and in one order", () => {
    const rights = readerRights([
      { name: "mail", format: "sidekiq" },
      { name: "jobs", format: "bullmq" },
    ]);
    assert.equal(rights, "on ~bull:jobs:* ~queue:mail resetchannels -@all +hmget +lindex +llen +zcard +zrange");
    assert.equal(
      readerRights([
        { name: "jobs", format: "bullmq" },
        { name: "mail", format: "sidekiq" },
      ]),
      rights,
    );
  });

  it("of two services on one queue are those of one", () => {
    const mail = { name: "mail", format: "list" } as const;
    assert.equal(readerRights([mail, mail]), readerRights([mail]));
  });

  it("never open all keys, since others have their data in the same cache", () => {
    for (const format of formats) {
      assert.doesNotMatch(readerRights([{ name: "mail", format }]), /allkeys|~\*|\+@/);
    }
  });
});

describe("the age of a message", () => {
  it("is known by the formats whose messages carry a time, which the pages name too", () => {
    assert.deepEqual(
      formats.filter((format) => !hasTime(format)),
      ["list", "celery"],
    );
  });
});
