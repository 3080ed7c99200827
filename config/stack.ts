import type { Output } from "@pulumi/pulumi";

/** A sentence that a less safe choice costs; it shows in the plan. */
export interface Because {
  readonly because: string;
}

/**
 * One stack, whole: `app`, `release`, `environment` and `secrets` read, checked and joined, with every default of the
 * profile filled in. The loader makes it; `index.ts` hands its parts to the components. Nothing in here is optional
 * for want of a default: an absent field means that the thing itself is absent.
 */
export interface Stack {
  /** Name of the Pulumi stack, for example `staging`. */
  readonly name: string;
  /** Name of the app. */
  readonly app: string;
  /** `<app>-<stack>`: what every physical name starts with. */
  readonly prefix: string;
  readonly profile: "staging" | "production";
  readonly release: { readonly version?: string };
  readonly account: Account;
  readonly network: NetworkPlan;
  readonly edge: Edge;
  readonly logs: { readonly retentionDays: number };
  /** Days in which a deleted secret can be had back: 0, or 7 to 30. */
  readonly secretRecoveryDays: number;
  readonly services: Readonly<Record<string, WebService | Worker>>;
  readonly jobs: Readonly<Record<string, Job>>;
  readonly databases: Readonly<Record<string, Database>>;
  readonly caches: Readonly<Record<string, Cache>>;
  /** Secrets of the app and of the place, by NAME. */
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly alarms: { readonly page: readonly Receiver[]; readonly notify: readonly Receiver[] };
  /** Absent when the app names no repository: then nothing of GitHub is declared and no token is needed. */
  readonly github?: GitHub;
  /** Less safe choices with their sentences, for the plan: the key they stand at, and why. */
  readonly exceptions: readonly { readonly key: string; readonly because: string }[];
}

export interface Account {
  /** Twelve digits. The provider refuses every other account. */
  readonly accountId: string;
  readonly region: string;
  readonly assumeRole?: string;
  /** Whether this stack owns what an account has once (the OIDC provider of GitHub). */
  readonly ownsShared: boolean;
  /** Whether another stack is in this account and relies on what the owner has. */
  readonly isShared: boolean;
}

export interface NetworkPlan {
  readonly cidr: string;
  /** Availability zones, for example `eu-north-1a`. Address blocks go out in this order, so only append. */
  readonly zones: readonly string[];
  readonly nat: "none" | "single" | "per-zone";
}

export interface Edge {
  /** Absent only with `insecureHttp`. */
  readonly domain?: Domain;
  readonly insecureHttp?: Because;
  readonly idleTimeoutSeconds: number;
  readonly deletionProtection: boolean;
}

export interface Domain {
  /** The apex that `@` stands for, for example `staging.pm.example.com`. */
  readonly name: string;
  /** More names that answer like the apex. */
  readonly aliases: readonly string[];
  /** Id of the Route 53 zone that holds the records; absent: the zone named like the domain. */
  readonly zoneId?: string;
}

/** What a value of `env` may be once the loader is done: a plain string, or something known only when it exists. */
export type EnvValue = string | { readonly from: EnvReference };
/** `databases.<d>.host`, `databases.<d>.port`, `databases.<d>.name`, `caches.<c>.host`, `caches.<c>.port`, `stack.url`. */
export type EnvReference = string;

export interface Image {
  /** `registry/repo@sha256:…`. */
  readonly uri: string;
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
  /** Stores by their name. */
  readonly uses: Readonly<Record<string, Use>>;
  /** Paths that the task may write to, each an empty volume on the task's disk; the root file system is read-only. */
  readonly writable: readonly string[];
  /** Absent: the root file system is read-only. */
  readonly writableRoot?: Because;
  readonly stopSeconds: number;
  readonly permissions: readonly (Because & {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
  })[];
  /** Egress beside 443 to anywhere and the stores in `uses`. */
  readonly egress: readonly { readonly port: number; readonly to: string }[];
}

/** How one task uses one store. */
export type Use = DatabaseUse | CacheUse;

interface StoreUse {
  readonly access: "read" | "write";
  /** Name of the environment variable that holds the URL. */
  readonly env: string;
}

export interface DatabaseUse extends StoreUse {
  readonly store: "database";
  readonly urlDialect: "libpq" | "asyncpg" | "node-postgres" | "jdbc";
}

export interface CacheUse extends StoreUse {
  readonly store: "cache";
  readonly urlDialect: "redis" | "celery";
}

interface Service extends Workload {
  /** Fewest tasks, and how many a new service starts with. */
  readonly min: number;
  readonly max: number;
  readonly scale: {
    readonly cpuPercent?: number;
    readonly memoryPercent?: number;
    readonly requestsPerTask?: number;
    readonly cooldownSeconds: number;
  };
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

export interface WebService extends Service {
  readonly kind: "web";
  readonly port: number;
  readonly protocol: "http1" | "http2" | "grpc";
  readonly routes: readonly Route[];
  readonly sticky: boolean;
  readonly health: Health;
  readonly deregistrationSeconds: number;
}

export interface Worker extends Service {
  readonly kind: "worker";
  /** Never two tasks: a deployment stops the old one first. */
  readonly exactlyOne: boolean;
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
  readonly paused?: Because;
}

export interface Database {
  /** Major version, for example `17`. */
  readonly version: string;
  readonly extensions: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  /** Its `uses` names this database alone: the login of the migrator. */
  readonly migrate?: Workload & { readonly timeoutMinutes: number };
  readonly instanceClass: string;
  readonly storageGiB: number;
  readonly maxStorageGiB: number;
  readonly multiAz: boolean;
  readonly backupDays: number;
  /** Performance Insights, slow query log in milliseconds. */
  readonly insights: boolean;
  readonly slowQueryMilliseconds: number;
  /** Off: protected in Pulumi and in RDS, with a final snapshot. */
  readonly deletable?: Because;
  readonly applyImmediately: boolean;
  readonly logRetentionDays: number;
}

export interface Cache {
  readonly engine: "valkey" | "redis";
  readonly version: string;
  readonly nodeType: string;
  readonly replicas: number;
  readonly snapshotDays: number;
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
}

/** `stored` is false where only the place asks for it: then the program alone needs the value, and no task. */
export type Secret =
  /** A value that people give, from `slipway:secrets`. */
  | { readonly kind: "given"; readonly value: Output<string>; readonly stored?: false }
  /** 48 letters and digits that Pulumi makes once. */
  | { readonly kind: "generated"; readonly stored?: false }
  /** A secret that exists already, by its ARN; `key` names a field of its JSON. */
  | { readonly kind: "existing"; readonly arn: string; readonly key?: string };

export type Receiver =
  | { readonly key: string; readonly protocol: "email"; readonly endpoint: string }
  | { readonly key: string; readonly protocol: "https"; readonly secret: string };

export interface GitHub {
  readonly owner: string;
  /** Repository that deploys (`delivery.infrastructure`), without its owner. */
  readonly repository: string;
  /** Branches that may deploy. */
  readonly branches: readonly string[];
  /** NAMEs of `secrets` that the GitHub environment gets too. */
  readonly secrets: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly protect: boolean;
}
