import type { Deployment } from "./stack-place.ts";

/** The two tables of defaults; each value can be overridden in `slipway:environment`. */
export type ProfileName = "staging" | "production";

/** What a place gets that does not say otherwise. */
export interface Profile {
  readonly network: {
    readonly cidr: string;
    readonly zoneCount: number;
    readonly nat: "none" | "single" | "per-zone";
    readonly flowLogs: "none" | "rejects" | "all";
  };
  readonly edge: {
    readonly idleTimeoutSeconds: number;
    readonly deletionProtection: boolean;
    readonly hstsSeconds: number;
    /** 0: requests are not logged. */
    readonly accessLogDays: number;
    readonly waf: "none" | "count" | "block";
    readonly requestsPerFiveMinutes: number;
  };
  readonly logRetentionDays: number;
  /** Container Insights with enhanced observability. */
  readonly insights: boolean;
  /** Alarms that tell before something breaks, too. */
  readonly earlyWarnings: boolean;
  /** Days in which a deleted secret can be had back. */
  readonly secretRecoveryDays: number;
  /** Fargate size of a service's task and of a job's. */
  readonly task: { readonly cpu: number; readonly memoryMiB: number };
  readonly service: {
    readonly min: number;
    readonly max: number;
    readonly cpuPercent: number;
    readonly cooldownSeconds: number;
    readonly deregistrationSeconds: number;
    /** A sticky service keeps sessions in its tasks, so they get longer to end. */
    readonly stickyDeregistrationSeconds: number;
  };
  readonly health: {
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly healthyAfter: number;
    readonly unhealthyAfter: number;
    readonly graceSeconds: number;
  };
  /** What a web service promises. */
  readonly objectives: { readonly errorPercent: number; readonly p95Seconds: number };
  readonly maxDeployMinutes: number;
  readonly deploy: Deployment;
  readonly database: {
    readonly class: string;
    readonly storageGiB: number;
    readonly maxStorageGiB: number;
    readonly multiAz: boolean;
    readonly backupDays: number;
    readonly insights: boolean;
    readonly slowQueryMilliseconds: number;
    readonly applyImmediately: boolean;
  };
  readonly cache: { readonly nodeType: string; readonly replicas: number; readonly snapshotDays: number };
  /** Whether somebody outside asks the app whether it is there. */
  readonly uptime: boolean;
  /** Whether what holds data or history is kept from deletion. */
  readonly protect: boolean;
  /** Whether backups of databases are restored again and again, to see that they can be. */
  readonly restoreTest: boolean;
}

/** Defaults by profile: the one place that knows what differs between staging and production. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  staging: {
    network: { cidr: "10.20.0.0/16", zoneCount: 2, nat: "single", flowLogs: "none" },
    edge: {
      idleTimeoutSeconds: 60,
      deletionProtection: false,
      hstsSeconds: 31_536_000,
      accessLogDays: 0,
      waf: "none",
      requestsPerFiveMinutes: 2000,
    },
    logRetentionDays: 7,
    insights: false,
    earlyWarnings: false,
    secretRecoveryDays: 0,
    task: { cpu: 256, memoryMiB: 512 },
    service: {
      min: 1,
      max: 2,
      cpuPercent: 70,
      cooldownSeconds: 300,
      deregistrationSeconds: 5,
      stickyDeregistrationSeconds: 30,
    },
    health: { intervalSeconds: 10, timeoutSeconds: 5, healthyAfter: 2, unhealthyAfter: 2, graceSeconds: 60 },
    objectives: { errorPercent: 5, p95Seconds: 3 },
    maxDeployMinutes: 10,
    deploy: { strategy: "rolling", percent: 10, stepMinutes: 2, bakeMinutes: 3 },
    database: {
      class: "db.t4g.micro",
      storageGiB: 20,
      maxStorageGiB: 50,
      multiAz: false,
      backupDays: 1,
      insights: false,
      slowQueryMilliseconds: 500,
      applyImmediately: true,
    },
    cache: { nodeType: "cache.t4g.micro", replicas: 0, snapshotDays: 0 },
    uptime: false,
    protect: false,
    restoreTest: false,
  },
  production: {
    network: { cidr: "10.10.0.0/16", zoneCount: 3, nat: "per-zone", flowLogs: "rejects" },
    edge: {
      idleTimeoutSeconds: 60,
      deletionProtection: true,
      hstsSeconds: 31_536_000,
      accessLogDays: 90,
      waf: "count",
      requestsPerFiveMinutes: 2000,
    },
    logRetentionDays: 30,
    insights: true,
    earlyWarnings: true,
    secretRecoveryDays: 30,
    task: { cpu: 1024, memoryMiB: 2048 },
    service: {
      min: 2,
      max: 10,
      cpuPercent: 60,
      cooldownSeconds: 300,
      deregistrationSeconds: 30,
      stickyDeregistrationSeconds: 120,
    },
    health: { intervalSeconds: 15, timeoutSeconds: 5, healthyAfter: 2, unhealthyAfter: 3, graceSeconds: 60 },
    objectives: { errorPercent: 1, p95Seconds: 2 },
    maxDeployMinutes: 10,
    deploy: { strategy: "rolling", percent: 10, stepMinutes: 2, bakeMinutes: 3 },
    database: {
      class: "db.m7g.large",
      storageGiB: 50,
      maxStorageGiB: 500,
      multiAz: true,
      backupDays: 14,
      insights: true,
      slowQueryMilliseconds: 250,
      applyImmediately: false,
    },
    cache: { nodeType: "cache.t4g.small", replicas: 1, snapshotDays: 7 },
    uptime: true,
    protect: true,
    restoreTest: true,
  },
};
