/** How a library lays its queue out in Redis. */
export type RedisQueueFormat = "list" | "stream" | "celery" | "bullmq" | "sidekiq" | "rq" | "arq";

/** A queue in a cache. */
export interface RedisQueue {
  /** As the library calls it; with `list`, `stream` and `arq` it is the key itself. */
  readonly name: string;
  readonly format: RedisQueueFormat;
}

/** What it takes to look at one queue. */
interface Access {
  /** Commands as an access control list of Redis names them. */
  readonly commands: readonly string[];
  /** Patterns of keys. */
  readonly keys: (name: string) => readonly string[];
  /** Whether the format tells when a message came. */
  readonly hasTime: boolean;
}

/** By format; `functions/queue-depth/measures.mjs` does with these rights what it is named for. */
const accessTo: Readonly<Record<RedisQueueFormat, Access>> = {
  list: { commands: ["llen"], keys: (name) => [name], hasTime: false },
  stream: { commands: ["xinfo|groups", "xlen", "xrange"], keys: (name) => [name], hasTime: true },
  // Kombu keeps each priority in a list of its own, and puts two unprintable characters before its number.
  celery: {
    commands: ["llen"],
    keys: (name) => [name, ...[3, 6, 9].map((step) => `${name}??${step}`)],
    hasTime: false,
  },
  bullmq: {
    commands: ["hmget", "lindex", "llen", "zcard", "zrange"],
    keys: (name) => [`bull:${name}:*`],
    hasTime: true,
  },
  sidekiq: { commands: ["lindex", "llen"], keys: (name) => [`queue:${name}`], hasTime: true },
  rq: { commands: ["hget", "lindex", "llen"], keys: (name) => [`rq:queue:${name}`, "rq:job:*"], hasTime: true },
  arq: { commands: ["zcount", "zrange"], keys: (name) => [name], hasTime: true },
};

/** Whether messages of the format carry a time, so that their age can be told. */
export function hasTime(format: RedisQueueFormat): boolean {
  return accessTo[format].hasTime;
}

/**
 * Rights of a user that may look at these queues and do nothing else: in the order in which Redis and Valkey give an
 * access control list back, or every preview would show a change.
 */
export function readerRights(queues: readonly RedisQueue[]): string {
  const keys = sorted(queues.flatMap(({ name, format }) => accessTo[format].keys(name)));
  const commands = sorted(queues.flatMap(({ format }) => accessTo[format].commands));
  return ["on", ...keys.map((key) => `~${key}`), "resetchannels", "-@all", ...commands.map((one) => `+${one}`)].join(
    " ",
  );
}

function sorted(words: readonly string[]): string[] {
  return [...new Set(words)].sort();
}
