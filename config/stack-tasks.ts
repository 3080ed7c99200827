import type { Because, Deployment } from "./stack-place.ts";

/** What a value of `env` may be once the loader is done: a plain string, or something known only when it exists. */
export type EnvValue = string | { readonly from: EnvReference };

/** `databases.<d>.host`, `databases.<d>.port`, `databases.<d>.name`, `caches.<c>.host`, `caches.<c>.port`, `stack.url`. */
type EnvReference = string;

export interface Image {
  /** `registry/repo@sha256:…`; of an image that is built here `registry/repo:<stack>`. */
  readonly uri: string;
  /** A tag that the release pushed with this digest: a pull-through cache serves a digest only once it was pulled by tag. */
  readonly tag?: string;
  /** Built by Docker on the machine that runs `up`, and pushed; paths from the project's root. */
  readonly build?: { readonly context: string; readonly dockerfile?: string; readonly target?: string };
  readonly architecture: "x86_64" | "arm64";
  /** NAME of the secret with the registry's credentials, for a private registry outside ECR. */
  readonly pullSecret?: string;
}

/** What services, jobs and migrations share: one container in one Fargate task. */
export interface Workload {
  readonly image: Image;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly user?: string;
  /** Fargate CPU units, 256 to 16384. */
  readonly cpu: number;
  readonly memoryMiB: number;
  /** 20 (free) to 200. */
  readonly ephemeralGiB: number;
  readonly env: Readonly<Record<string, EnvValue>>;
  /** NAMEs of secrets that this task alone, of all that do not name them, may read. */
  readonly secrets: readonly string[];
  /** Stores and services by their name. */
  readonly uses: Readonly<Record<string, Use>>;
  /** Paths that the task may write to, each a tmpfs that takes its size out of `memoryMiB`; the root is read-only. */
  readonly writable: readonly { readonly path: string; readonly sizeMiB: number }[];
  /** Absent: the root file system is read-only. */
  readonly writableRoot?: Because;
  readonly stopSeconds: number;
  readonly permissions: readonly (Because & {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
  })[];
  /** Egress beside 443 to anywhere and the stores in `uses`. */
  readonly egress: readonly { readonly port: number; readonly to: string }[];
  /** More containers in the same task, by their name. */
  readonly sidecars: Readonly<Record<string, Sidecar>>;
  /** File systems that outlive the task, by their name: EFS, encrypted, one access point each. */
  readonly volumes: Readonly<Record<string, { readonly path: string }>>;
}

/** A container beside the app's. */
export interface Sidecar {
  /** `repo@sha256:…`. */
  readonly image: string;
  /** NAME of the secret with the registry's credentials, as of an image of the app. */
  readonly pullSecret?: string;
  readonly command?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly port?: number;
  /** The task stops when it stops. */
  readonly essential: boolean;
}

/** How one task uses one store, queue or service. */
export type Use = DatabaseUse | CacheUse | QueueUse | BucketUse | ServiceUse;

interface StoreUse {
  readonly access: "read" | "write";
  /** Name of the environment variable that holds the URL. */
  readonly env: string;
}

export interface DatabaseUse extends StoreUse {
  readonly store: "database";
  readonly urlDialect: "libpq" | "asyncpg" | "node-postgres" | "jdbc";
  /** Most connections that one task keeps open. */
  readonly pool: number;
  /** Reads from a replica where the place has one, and may be behind by seconds; only with `access: read`. */
  readonly replica: boolean;
}

export interface CacheUse extends StoreUse {
  readonly store: "cache";
  readonly urlDialect: "redis" | "celery";
}

/** `read`: receive and delete messages, `write`: send them too. */
export interface QueueUse extends StoreUse {
  readonly store: "queue";
}

/** `read`: get and list objects, `write`: put and delete them too. The variable holds the name of the bucket. */
interface BucketUse extends StoreUse {
  readonly store: "bucket";
}

/** A service that says `discoverable`: the variable holds its address inside the network, `http://<name>:<port>`. */
interface ServiceUse {
  readonly store: "service";
  readonly env: string;
}

interface Service extends Workload {
  /** Fewest tasks, and how many a new service starts with. */
  readonly min: number;
  readonly max: number;
  readonly scale: {
    readonly cpuPercent?: number;
    readonly memoryPercent?: number;
    readonly requestsPerTask?: number;
    /** Messages that wait for one task; with `scaleOn`. */
    readonly queuePerTask?: number;
    readonly schedules: readonly ScaleSchedule[];
    /** Seconds between two steps down. */
    readonly cooldownSeconds: number;
  };
  /** The queue whose depth scaling follows. */
  readonly scaleOn?: QueueSignal;
  readonly objectives: Objectives;
  /** What takes a deployment back. */
  readonly rollbackOn: readonly RollbackSignal[];
  /** The release is a rollback, which nothing of `rollbackOn` takes back again. */
  readonly isGoingBack?: true;
  /** Other tasks of the stack that name it in `uses` reach it by its name, through Service Connect. */
  readonly discoverable: boolean;
  readonly containerHealth?: {
    readonly command: readonly string[];
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly retries: number;
    readonly startSeconds: number;
  };
  readonly exec?: Because;
  readonly spot?: Because;
  readonly off?: Because;
  /** Longest that a deployment may take. */
  readonly maxDeployMinutes: number;
}

/** A change of the number of tasks by the clock. */
interface ScaleSchedule {
  /** `cron(…)` with six fields, `rate(…)` or `at(…)`. */
  readonly at: string;
  readonly timeZone: string;
  readonly min: number;
  readonly max: number;
}

/** A queue in a cache, or one of SQS. */
export type QueueSignal =
  | { readonly kind: "cache"; readonly of: string; readonly name: string; readonly format: RedisQueueFormat }
  | { readonly kind: "queue"; readonly of: string };

type RedisQueueFormat = "list" | "stream" | "celery" | "bullmq" | "sidekiq" | "rq" | "arq";

/** What a service promises; alarms and rollbacks follow it. */
export interface Objectives {
  /** Web only: most of its requests that it may fail. */
  readonly errorPercent?: number;
  /** Web only. */
  readonly p95Seconds?: number;
  /** With `scaleOn` of a format that carries a time: how old the oldest message may be, for so many minutes. */
  readonly queueAge?: { readonly seconds: number; readonly minutes: number };
}

export type RollbackSignal = "errors" | "latency" | "unhealthyTasks" | "restarts" | "queueAge" | "databaseDown";

export interface WebService extends Service {
  readonly kind: "web";
  readonly port: number;
  readonly protocol: "http1" | "http2" | "grpc";
  readonly routes: readonly Route[];
  readonly sticky: boolean;
  readonly health: Health;
  readonly deregistrationSeconds: number;
  readonly deploy: Deployment;
}

export interface Worker extends Service {
  readonly kind: "worker";
  /** Never two tasks: a deployment stops the old one first. */
  readonly exactlyOne: boolean;
  /** Port that it listens on for other tasks; only when `discoverable`. */
  readonly port?: number;
}

/** A host (absent: every host) and a path pattern. */
export interface Route {
  /** As written in the configuration: the identity of the rule. */
  readonly key: string;
  /** Full host name under the domain. */
  readonly host?: string;
  /** ALB path pattern, `/*` for everything. */
  readonly path: string;
}

export interface Health {
  readonly path: string;
  /** ALB matcher, for example `200-299`. */
  readonly codes: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyAfter: number;
  readonly unhealthyAfter: number;
  readonly graceSeconds: number;
}

export interface Job extends Workload {
  /** `cron(…)` with six fields or `rate(…)`. */
  readonly schedule: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly launchRetries: number;
  /** Alarm when no run was started for so long; absent: the longest gap of its schedule is over what an alarm can watch. */
  readonly missedAfterMinutes?: number;
  readonly paused?: Because;
}
