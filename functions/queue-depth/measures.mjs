// What waits in a queue, by the library that filled it: messages that a worker could take now, and how long the one
// that it would take next has waited. What is put off until later, and what a worker has already, does not count.

/** Redis cannot always tell how far behind a group of a stream is; then entries are counted, up to so many. */
const mostCounted = 1000;

/** Celery's priorities 0 to 9 fall into steps, each a list of its own; the first has no number. */
const prioritySeparator = "\x06\x16";
const prioritySteps = [3, 6, 9];

const measures = { list, stream, celery, bullmq, sidekiq, rq, arq };

/** Returns `{depth, ageSeconds}`; without `ageSeconds` where nobody can tell. */
export function measure(client, { name, format }, nowMilliseconds) {
  return measures[format](client, name, nowMilliseconds);
}

async function list(client, name) {
  return { depth: await client.lLen(name) };
}

async function celery(client, name) {
  const lists = [name, ...prioritySteps.map((step) => `${name}${prioritySeparator}${step}`)];
  const depths = await Promise.all(lists.map((key) => client.lLen(key)));
  return { depth: depths.reduce((sum, depth) => sum + depth, 0) };
}

/** Of several groups the one that is furthest behind: each gets every message. */
async function stream(client, name, now) {
  const length = await client.xLen(name);
  const groups = length === 0 ? [] : await client.xInfoGroups(name);
  const behind = await Promise.all(
    groups.map(async ({ lag, "last-delivered-id": last }) => ({
      last,
      lag: lag ?? (await entriesAfter(client, name, last)),
    })),
  );
  const { last, lag } = behind.sort((a, b) => b.lag - a.lag)[0] ?? { lag: length };
  const [next] = lag === 0 ? [] : await client.xRange(name, last ? `(${last}` : "-", "+", { COUNT: 1 });
  return waiting(lag, next && Number(next.id.split("-")[0]), now);
}

async function entriesAfter(client, name, last) {
  return (await client.xRange(name, `(${last}`, "+", { COUNT: mostCounted })).length;
}

async function bullmq(client, name, now) {
  const key = (part) => `bull:${name}:${part}`;
  const [paused] = await client.hmGet(key("meta"), ["paused"]);
  if (paused !== null) {
    return waiting(0, undefined, now);
  }
  const [plain, prioritized] = await Promise.all([client.lLen(key("wait")), client.zCard(key("prioritized"))]);
  const id = (await client.lIndex(key("wait"), -1)) ?? (await client.zRange(key("prioritized"), 0, 0))[0];
  const [timestamp, opts] = id === undefined ? [] : await client.hmGet(key(id), ["timestamp", "opts"]);
  // A job that was put off waits from when it is due.
  return waiting(plain + prioritized, timestamp && Number(timestamp) + (fieldOf(opts, "delay") ?? 0), now);
}

async function sidekiq(client, name, now) {
  const key = `queue:${name}`;
  const [depth, next] = await Promise.all([client.lLen(key), client.lIndex(key, -1)]);
  const time = fieldOf(next, "enqueued_at");
  // Seconds with a fraction up to Sidekiq 7, milliseconds from 8 on.
  return waiting(depth, time < 1e12 ? time * 1000 : time, now);
}

async function rq(client, name, now) {
  const key = `rq:queue:${name}`;
  const [depth, id] = await Promise.all([client.lLen(key), client.lIndex(key, 0)]);
  const time = id === null ? undefined : await client.hGet(`rq:job:${id}`, "enqueued_at");
  return waiting(depth, time && Date.parse(time), now);
}

/** The score is when the job is due; jobs that run stay in the set until they are done. */
async function arq(client, name, now) {
  const [depth, [next]] = await Promise.all([client.zCount(name, "-inf", now), client.zRangeWithScores(name, 0, 0)]);
  return waiting(depth, next?.score, now);
}

/** An empty queue has an age of nothing, so that the metric goes on and an alarm on it ends. */
function waiting(depth, since, now) {
  if (depth === 0) {
    return { depth, ageSeconds: 0 };
  }
  return since > 0 ? { depth, ageSeconds: Math.max(0, now - since) / 1000 } : { depth };
}

/** A number in a JSON text that a library wrote. An error of the parser would quote what is in the queue. */
function fieldOf(text, field) {
  try {
    const value = JSON.parse(text)[field];
    return typeof value === "number" ? value : undefined;
  } catch {
    return undefined;
  }
}
