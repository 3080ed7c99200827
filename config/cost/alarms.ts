import type { Stack } from "../stack.ts";

/** How many alarms something has. */
interface Count {
  /** In every place. */
  readonly always: number;
  /** More, where the place wants to hear early. */
  readonly early: number;
  /** Alarms over these. */
  readonly composite: number;
}

const nothing: Count = { always: 0, early: 0, composite: 0 };
const one: Count = { ...nothing, always: 1 };

// A test holds the sums against what the program declares.
const counts = {
  web: { always: 8, early: 2, composite: 1 },
  worker: { always: 4, early: 2, composite: 1 },
  // Of a service that uses a store: whether that explains what is wrong.
  explained: { ...nothing, composite: 1 },
  // Of one that follows a queue: its age and what the function says that counts.
  following: { always: 3, early: 1, composite: 0 },
  job: { ...nothing, always: 5 },
  database: { always: 4, early: 3, composite: 1 },
  replica: one,
  restoreTest: one,
  cache: { always: 3, early: 2, composite: 1 },
  queue: { always: 2, early: 0, composite: 1 },
  edge: { always: 3, early: 1, composite: 2 },
  gateways: one,
  uptime: one,
  sleep: one,
} as const satisfies Readonly<Record<string, Count>>;

/** About how many alarms a stack has, and how many over several of them. */
export function alarmCounts(stack: Stack): { readonly metric: number; readonly composite: number } {
  const all = counted(stack);
  const sum = (of: (count: Count) => number) => all.reduce((total, count) => total + of(count), 0);
  return {
    metric: sum(({ always, early }) => always + (stack.alarms.earlyWarnings ? early : 0)),
    composite: sum(({ composite }) => composite),
  };
}

function counted(stack: Stack): Count[] {
  const { services, jobs, databases, caches, queues, network, restoreTest } = stack;
  const times = (count: Count, things: object) => Object.keys(things).map(() => count);
  return [
    ...Object.values(services).flatMap(({ kind, uses, scaleOn }) => [
      counts[kind],
      ...(Object.keys(uses).length > 0 ? [counts.explained] : []),
      ...(scaleOn ? [counts.following] : []),
    ]),
    ...times(counts.job, jobs),
    ...times(counts.database, databases),
    ...Object.values(databases).flatMap(({ replicas }) => Array<Count>(replicas).fill(counts.replica)),
    ...times(counts.restoreTest, restoreTest?.queries ?? {}),
    ...times(counts.cache, caches),
    ...times(counts.queue, queues),
    counts.edge,
    ...(network.nat === "none" || network.existing ? [] : [counts.gateways]),
    ...(stack.uptime ? [counts.uptime] : []),
    ...(stack.sleep ? [counts.sleep] : []),
  ];
}
