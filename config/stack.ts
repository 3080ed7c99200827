import type { Output } from "@pulumi/pulumi";
import type { GitHub } from "./stack-delivery.ts";
import type { Edge, NetworkPlan } from "./stack-place.ts";
import type { Bucket, Cache, Database, Queue } from "./stack-stores.ts";
import type { Job, WebService, Worker } from "./stack-tasks.ts";

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
  readonly release: Release;
  readonly account: Account;
  readonly network: NetworkPlan;
  readonly edge: Edge;
  readonly logs: {
    readonly retentionDays: number;
    /** Container Insights with enhanced observability: metrics of each task, which some alarms need. */
    readonly insights: boolean;
  };
  /** Days in which a deleted secret can be had back: 0, or 7 to 30. */
  readonly secretRecoveryDays: number;
  /** Whether what holds data is kept from deletion. */
  readonly protect: boolean;
  readonly services: Readonly<Record<string, WebService | Worker>>;
  readonly jobs: Readonly<Record<string, Job>>;
  readonly databases: Readonly<Record<string, Database>>;
  readonly caches: Readonly<Record<string, Cache>>;
  readonly queues: Readonly<Record<string, Queue>>;
  readonly buckets: Readonly<Record<string, Bucket>>;
  /** Metrics of the app's own, for the dashboard. */
  readonly metrics: Readonly<Record<string, AppMetric>>;
  /** Registries that ECR pulls through, by their host; the others are pulled from directly. */
  readonly pullThrough: Readonly<Record<string, PullThrough>>;
  /** Secrets of the app and of the place, by NAME. */
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly alarms: {
    readonly page: readonly Receiver[];
    readonly notify: readonly Receiver[];
    /** Thresholds that the place sets itself, by the logical name of the alarm, for example `main-cpu`. */
    readonly thresholds: Readonly<Record<string, number>>;
    /** Alarms that tell before something breaks, too. */
    readonly earlyWarnings: boolean;
    /** What a link to a runbook begins with: the page of the repository that deploys, or `docs/runbooks/`. */
    readonly runbooks: string;
  };
  /** A check from outside AWS's network of this stack, on the apex; absent: none. */
  readonly uptime?: { readonly path: string };
  readonly cost: {
    /** Planning and deploying is refused above this; AWS Budgets tells when it is spent. */
    readonly maxMonthlyUsd?: number;
    /** The account's spending is watched for what its past does not explain; by a monitor that it has already, or a new one. */
    readonly anomalies?: { readonly monitorArn?: string };
  };
  /** Absent: it never sleeps. */
  readonly sleep?: Sleep;
  /** Absent: nobody tests whether backups can be restored. */
  readonly restoreTest?: RestoreTest;
  /** URNs of what may be replaced or deleted although it holds data. */
  readonly allowReplace: readonly string[];
  /** Absent when the app names no repository: then nothing of GitHub is declared and no token is needed. */
  readonly github?: GitHub;
  /** Less safe choices with their sentences, for the plan: the key they stand at, and why. */
  readonly exceptions: readonly { readonly key: string; readonly because: string }[];
}

interface Release {
  readonly version?: string;
  /** Id of the verified freight of this stack that a rollback restored: then no migration runs. */
  readonly rollbackOf?: string;
}

/** A registry behind ECR's pull-through cache. */
export interface PullThrough {
  /** NAME of the secret with its credentials; absent: it asks for none. */
  readonly pullSecret?: string;
}

/** Pulumi's state in a bucket, and the key that its secrets are under. */
export interface State {
  /** What `pulumi login` takes: `s3://bucket/prefix?region=…`. */
  readonly url: string;
  readonly bucket: string;
  /** Without a slash at either end; empty at the top of the bucket. */
  readonly prefix: string;
  /** KMS key of the stack file's `secretsprovider`: `alias/…` or an ARN. Absent: Pulumi's secrets are under no KMS key. */
  readonly key?: string;
}

interface Account {
  /** Twelve digits. The provider refuses every other account. */
  readonly accountId: string;
  readonly region: string;
  readonly assumeRole?: string;
  /** Where Pulumi keeps the state of this stack, for whoever deploys it. Absent: no role of ours reaches a state. */
  readonly state?: State;
  /** Whether this stack owns what an account has once (the OIDC provider of GitHub). */
  readonly ownsShared: boolean;
  /** Whether another stack is in this account and relies on what the owner has. */
  readonly isShared: boolean;
}

/** `stored` is false where only the place asks for it: then the program alone needs the value, no task and no function. */
export type Secret =
  /** A value that people give, from `slipway:secrets`. */
  | { readonly kind: "given"; readonly value: Output<string>; readonly stored?: false }
  /** 48 letters and digits that Pulumi makes once. */
  | { readonly kind: "generated"; readonly stored?: false }
  /** A secret that exists already, by its ARN; `key` names a field of its JSON. */
  | { readonly kind: "existing"; readonly arn: string; readonly key?: string };

/** Who hears of alarms; `secret` is the NAME of a value in `slipway:secrets`. */
export type Receiver =
  | { readonly key: string; readonly protocol: "email"; readonly endpoint: string }
  /** The secret holds the whole address. */
  | { readonly key: string; readonly protocol: "https"; readonly secret: string }
  /** The secret holds the integration key of a service. */
  | { readonly key: string; readonly protocol: "pagerduty"; readonly secret: string }
  /** A channel of a workspace that was authorised for Amazon Q Developer in chat applications. */
  | { readonly key: string; readonly protocol: "slack"; readonly workspaceId: string; readonly channelId: string }
  /** The secret holds the token of a bot that is a member of the chat. */
  | { readonly key: string; readonly protocol: "telegram"; readonly secret: string; readonly chat: string };

/** A metric that the app publishes. */
interface AppMetric {
  readonly namespace: string;
  readonly name: string;
  readonly statistic: string;
}

/** Hours in which services run no task and databases are stopped, every day, and days on which they are so all day. */
export interface Sleep {
  /** `HH:MM`, 24 hours. */
  readonly from: string;
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Days without a waking: `sat`, `sun`. */
  readonly wholeDays: readonly string[];
}

export interface RestoreTest {
  /** How often a backup is restored, 1 to 7. */
  readonly everyDays: number;
  /** What a copy of each database is asked: one SELECT, whose first value must be true, or a number over 0. */
  readonly queries: Readonly<Record<string, string>>;
}
