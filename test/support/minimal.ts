import type { Stack } from "../../config/stack.ts";
import type { Cache, Database } from "../../config/stack-stores.ts";
import type { DatabaseUse, Job, WebService, Worker, Workload } from "../../config/stack-tasks.ts";
import { place } from "./declare-stack.ts";

/** The smallest stack: a network, an edge with a domain, a cluster, topics, and what the test says. */
export function minimal(own: Partial<Stack> = {}): Stack {
  return {
    name: "staging",
    app: "shop",
    prefix: "shop-staging",
    profile: "staging",
    protect: false,
    release: {},
    account: { ...place, ownsShared: true, isShared: false },
    network: {
      cidr: "10.20.0.0/16",
      zones: ["eu-north-1a", "eu-north-1b"],
      nat: "single",
      endpoints: [],
      flowLogs: "none",
    },
    edge: {
      domain: { name: "shop.example.com", aliases: [], dns: { kind: "zone" } },
      idleTimeoutSeconds: 60,
      deletionProtection: false,
      headers: { hstsSeconds: 31_536_000, frameOptions: "SAMEORIGIN", noSniff: true },
      closed: [],
    },
    logs: { retentionDays: 7, insights: false },
    secretRecoveryDays: 0,
    services: {},
    jobs: {},
    databases: {},
    caches: {},
    queues: {},
    buckets: {},
    metrics: {},
    pullThrough: {},
    secrets: {},
    alarms: { page: [], notify: [], thresholds: {}, earlyWarnings: false, runbooks: "docs/runbooks/" },
    cost: {},
    allowReplace: [],
    exceptions: [],
    ...own,
  };
}

const digest = `sha256:${"0".repeat(64)}`;

const workload: Workload = {
  image: { uri: `ghcr.io/acme/shop@${digest}`, architecture: "x86_64" },
  cpu: 256,
  memoryMiB: 512,
  ephemeralGiB: 20,
  env: {},
  secrets: [],
  uses: {},
  writable: [],
  stopSeconds: 30,
  permissions: [],
  egress: [],
  sidecars: {},
  volumes: {},
};

const service = {
  ...workload,
  min: 1,
  max: 1,
  scale: { schedules: [], cooldownSeconds: 300 },
  objectives: {},
  rollbackOn: [],
  discoverable: false,
  maxDeployMinutes: 10,
};

/** A web service on every path. */
export function webService(own: Partial<WebService> = {}): WebService {
  return {
    ...service,
    kind: "web",
    port: 8000,
    protocol: "http1",
    routes: [{ key: "/*", path: "/*" }],
    sticky: false,
    health: {
      path: "/healthz",
      codes: "200",
      intervalSeconds: 10,
      timeoutSeconds: 5,
      healthyAfter: 2,
      unhealthyAfter: 2,
      graceSeconds: 60,
    },
    deregistrationSeconds: 5,
    deploy: { strategy: "rolling", percent: 10, stepMinutes: 2, bakeMinutes: 0 },
    ...own,
  };
}

/** A worker with one task. */
export function worker(own: Partial<Worker> = {}): Worker {
  return { ...service, kind: "worker", exactlyOne: false, ...own };
}

/** A job that runs at night. */
export function job(own: Partial<Job> = {}): Job {
  return { ...workload, schedule: "cron(0 3 * * ? *)", timeZone: "UTC", launchRetries: 2, ...own };
}

/** A database without a migration, which may be deleted. */
export function database(own: Partial<Database> = {}): Database {
  return {
    version: "17",
    extensions: [],
    parameters: {},
    instanceClass: "db.t4g.micro",
    storageGiB: 20,
    maxStorageGiB: 50,
    multiAz: false,
    replicas: 0,
    windows: { backup: "02:00-03:00", maintenance: "sun:04:00-sun:05:00" },
    snapshotBeforeMigration: false,
    blueGreenUpdate: false,
    masterPassword: "rds",
    backupDays: 1,
    insights: false,
    slowQueryMilliseconds: 500,
    deletable: { because: "the test needs nothing kept" },
    applyImmediately: true,
    logRetentionDays: 7,
    ...own,
  };
}

/** What `migrate` of a database named `main` says. */
export function migration(own: Partial<NonNullable<Database["migrate"]>> = {}): NonNullable<Database["migrate"]> {
  return { ...workload, command: ["migrate"], uses: { main: databaseUse() }, timeoutMinutes: 15, ...own };
}

/** How a task uses a database. */
export function databaseUse(own: Partial<DatabaseUse> = {}): DatabaseUse {
  return {
    store: "database",
    access: "write",
    env: "DATABASE_URL",
    urlDialect: "libpq",
    pool: 10,
    replica: false,
    ...own,
  };
}

/** A cache of one node. */
export function cache(own: Partial<Cache> = {}): Cache {
  return {
    use: "cache",
    engine: "valkey",
    version: "8.1",
    nodeType: "cache.t4g.micro",
    replicas: 0,
    snapshotDays: 0,
    protect: false,
    ...own,
  };
}
