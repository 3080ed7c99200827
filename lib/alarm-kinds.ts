/** One kind of alarm: what every alarm of the stack that watches the same thing of a service, a database … shares. */
export interface AlarmKind {
  /** Unit of its threshold; absent where a place has none to set: a composite alarm, or one that only silence rings. */
  readonly unit?: string;
  /** It warns before something breaks: made only where the place wants to hear of that. */
  readonly early?: true;
  /** Why the number is what it is, and who says so. */
  readonly why: string;
}

const recommended =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html";
const aws = (says: string) => `[AWS recommends](${recommended}) ${says}`;
const rollback = "as the alarm that pages, in 2 of 3 minutes: a deployment in steps must end before the next step";
const speaks = "speaks for those that have no voice of their own";
const hushes = "made where there are several causes, since only one alarm can hush another";
const rare = "Of 20 requests a minute and fewer nothing is told: one that fails would be a rate";
const anyAtAll = "one is one too many";

/** Kinds by what is watched; the name of an alarm is that of its service, database … and the kind. */
export const alarmKinds = {
  service: {
    broken: { why: speaks },
    explained: { why: hushes },
    "not-running": {
      why: aws("0 tasks over 5 minutes; with Container Insights fewer than wanted, which scaling mends sooner"),
    },
    deploying: { why: "says that a deployment goes on, for 2 minutes longer than it does" },
    memory: { unit: "%", why: aws("80 %; ours is 90, since Fargate bills what is reserved and many run at 80") },
    cpu: {
      early: true,
      unit: "%",
      why: aws("80 % over 5 minutes; ours is 90 over 15, since scaling aims at 60 to 70 and takes minutes"),
    },
    backlog: { early: true, unit: "messages", why: "twice `scale.queuePerTask` for each of `max` tasks" },
    "queue-age": { unit: "s", why: "`objectives.queueAgeSeconds` of the service" },
    "rollback-queue-age": { unit: "s", why: rollback },
  },
  web: {
    errors: { unit: "%", why: `\`objectives.errorPercent\`; Amazon ECS Express Mode takes 1 %. ${rare}` },
    latency: { unit: "s", why: `\`objectives.p95Seconds\`. ${rare}` },
    unhealthy: { unit: "tasks", why: `${anyAtAll}, after the grace period of its health check` },
    "rollback-errors": { unit: "%", why: rollback },
    "rollback-latency": { unit: "s", why: rollback },
    "rollback-unhealthy-tasks": { unit: "tasks", why: rollback },
  },
  worker: {
    restarts: { unit: "tasks", why: "one that ends is an accident, four in 15 minutes are a fault" },
    "rollback-restarts": { unit: "tasks", why: "a second task that ends within 5 minutes is the release" },
  },
  job: {
    "not-started": { unit: "tries", why: anyAtAll },
    dropped: { unit: "runs", why: anyAtAll },
    "not-delivered": { unit: "runs", why: anyAtAll },
    failed: { unit: "runs", why: anyAtAll },
    missed: { unit: "runs", why: "the longest gap of its schedule, or `missedAfterMinutes`" },
  },
  queue: {
    stuck: { why: speaks },
    explained: { why: hushes },
    "dead-letters": { unit: "messages", why: anyAtAll },
    "oldest-message": {
      unit: "s",
      why: "twice of what all its receives take, at least 15 minutes, at most half of what SQS keeps",
    },
  },
  followed: {
    silent: { why: "no number for 10 minutes is no scaling" },
  },
  database: {
    broken: { why: speaks },
    down: { why: "RDS has no metric for it; a minute without a number of connections is one without an answer" },
    cpu: { unit: "%", why: aws("90 %") },
    storage: {
      unit: "bytes",
      why: "RDS grows a volume with 10 % free for 5 minutes; half of that for 15 means that it does not",
    },
    "storage-days": {
      early: true,
      unit: "days",
      why: "RDS grows a volume with 10 % free, which are 3 days to one that fills by 3 % a day",
    },
    connections: { unit: "connections", why: aws("90 %; ours is 80, so that somebody can still log in and look") },
    memory: {
      early: true,
      unit: "bytes",
      why: aws("25 %; ours is 10, since a warm cache of Postgres is under 25 with nothing wrong"),
    },
    burst: { early: true, unit: "%", why: aws("10 %") },
  },
  replica: {
    lag: { unit: "s", why: aws("60 s over 10 minutes") },
  },
  restoreTest: {
    overdue: { unit: "days", why: "`restoreTest.everyDays`, and two days in which one may fail and be tried again" },
  },
  cache: {
    broken: { why: speaks },
    down: { why: "ElastiCache has no metric for it; see that of a database" },
    "engine-cpu": { unit: "%", why: aws("90 %") },
    memory: {
      unit: "%",
      why: "a queue does not evict: what is sent when it is full is refused; AWS leaves the number to you",
    },
    connections: {
      early: true,
      unit: "connections",
      why: "half of the [65,000 of a node](https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/BestPractices.Clients.Redis.Connections.html)",
    },
    evictions: {
      early: true,
      unit: "keys a minute",
      why: "a cache may evict; so many are a cache that is too small. A number of ours",
    },
    lag: { early: true, unit: "s", why: "a failover loses so much; AWS leaves the number to you" },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, AlarmKind>>>>;

/** Alarms of which a stack has one at most, by their whole names. */
export const stackAlarms: Readonly<Record<string, AlarmKind>> = {
  "edge-broken": { why: speaks },
  "edge-explained": { why: hushes },
  "edge-5xx": {
    unit: "requests a minute",
    why: "AWS recommends nothing for load balancers; below ten are scanners and closed tabs",
  },
  "edge-rejected": { unit: "connections", why: anyAtAll },
  "edge-tls-errors": {
    early: true,
    unit: "%",
    why: "of at least 100 connections: scanners alone are no fifth. A number of ours",
  },
  "edge-certificate": {
    unit: "days",
    why: "[ACM renews](https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html) 60 days before the end; AWS recommends 44",
  },
  "uptime-check-failing": {
    why: `${aws("below 1 for 3 minutes")}; Route 53 asks every 30 seconds`,
  },
  "secret-rotation-failed": { unit: "failures", why: anyAtAll },
  "sleep-failed": { unit: "failures", why: anyAtAll },
  "network-nat-ports": { unit: "connections", why: aws("none in 15 minutes") },
};
