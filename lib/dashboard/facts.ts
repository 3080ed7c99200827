import type { Metric } from "./graph.ts";

/** A service as CloudWatch knows it. */
export interface ServiceFacts {
  readonly serviceName: string;
  /** `arnSuffix` of its target groups; none of a worker. */
  readonly targetGroups: readonly string[];
  /** How many lines of its log say that they are errors. */
  readonly loggedErrors: Metric;
  /** What it works on; absent: no queue. */
  readonly queue?: { readonly depth: Metric; readonly age?: Metric };
}

/** Everything that a dashboard is made of, by its name in the configuration. */
export interface DashboardFacts {
  /** `<app>-<stack>`. */
  readonly prefix: string;
  readonly region: string;
  readonly url: string;
  /** `arnSuffix`. */
  readonly loadBalancer: string;
  readonly cluster: string;
  /** Whether Container Insights counts tasks. */
  readonly insights: boolean;
  readonly services: Readonly<Record<string, ServiceFacts>>;
  /** Identifiers: the primary, then its replicas. */
  readonly databases: Readonly<Record<string, readonly string[]>>;
  /** Node identifiers. */
  readonly caches: Readonly<Record<string, readonly string[]>>;
  readonly queues: Readonly<Record<string, { readonly name: string; readonly dead: string }>>;
  /** Metrics of the app's own. */
  readonly metrics: Readonly<
    Record<string, { readonly namespace: string; readonly name: string; readonly statistic: string }>
  >;
  /** Log of the tasks that stopped of themselves. */
  readonly taskEventsLog: string;
  /** ARNs. */
  readonly alarms: readonly string[];
  /** What a link to a runbook begins with. */
  readonly runbooks: string;
  /** What the stack may cost a month; absent: nobody said. */
  readonly maxMonthlyUsd?: number;
}

/** The same, sorted by name: the order of keys in a file means nothing, so it changes nothing. */
export function inOrder(facts: DashboardFacts): DashboardFacts {
  return {
    ...facts,
    services: sorted(facts.services),
    databases: sorted(facts.databases),
    caches: sorted(facts.caches),
    queues: sorted(facts.queues),
    metrics: sorted(facts.metrics),
    alarms: facts.alarms.toSorted(),
  };
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
