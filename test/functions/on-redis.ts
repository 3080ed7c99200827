import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createClient } from "@redis/client";
import { thisMachine } from "../../tools/engine/machine.ts";
import { redisEnvironment } from "../../tools/redis/environment.ts";
import { type Redis, startRedis } from "../../tools/redis/redis.ts";
import { describeWhereSetUp } from "../support/where-set-up.ts";

/** What a test that stands on Redis is given. */
export interface OnRedis {
  readonly redis: Redis;
  /** The administrator. */
  readonly admin: ReturnType<typeof adminOf>;
  /** Lets Celery, RQ or arq put work into a queue. */
  fill(library: "celery" | "rq" | "arq", queue: string): Promise<void>;
}

/**
 * A suite on a Redis of its own, empty before each test. Where it has not been set up, the suite is skipped by name;
 * with `CI=true` it fails instead.
 */
export function describeOnRedis(title: string, suite: (on: OnRedis) => void): void {
  describeWhereSetUp("Redis", redisEnvironment(thisMachine()) !== undefined, title, () => {
    let redis: Redis | undefined;
    let admin: OnRedis["admin"] | undefined;
    before(async function () {
      this.timeout(60_000);
      redis = await startRedis();
      admin = adminOf(redis);
      await admin.connect();
    });
    beforeEach(async () => {
      await admin?.flushAll();
    });
    after(async () => {
      admin?.destroy();
      await redis?.stop();
    });
    suite(
      onRedis(
        () => redis,
        () => admin,
      ),
    );
  });
}

function onRedis(redis: () => Redis | undefined, admin: () => OnRedis["admin"] | undefined): OnRedis {
  return {
    get redis() {
      return running(redis());
    },
    get admin() {
      return running(admin());
    },
    async fill(library, queue) {
      const { python, url } = running(redis());
      await promisify(execFile)(python, [join(import.meta.dirname, "fill.py"), url, library, queue]);
    },
  };
}

function running<T>(thing: T | undefined): T {
  if (thing === undefined) {
    throw new Error("Redis runs inside of tests alone");
  }
  return thing;
}

function adminOf({ url }: Redis) {
  return createClient({ url }).on("error", () => undefined);
}
