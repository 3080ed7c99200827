import type { Operations } from "./operations.ts";
import type { ProbeAnswer, ProbeRequest } from "./probe.ts";
import type { RunningTasks } from "./running-tasks.ts";

/** One task that is run once, waited for, and judged by how it ended. */
export interface OneOffTask {
  /** What is run, as messages call it. */
  readonly name: string;
  /** Name or ARN. */
  readonly cluster: string;
  /** ARN of one revision. */
  readonly taskDefinition: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** The container whose exit code counts. */
  readonly container: string;
  /**
   * Who asks and for what, as ECS shows it: at most 36 characters. A task that another run left behind is taken for
   * this one only if both this and the revision are the same.
   */
  readonly startedBy: string;
  readonly timeoutMinutes: number;
  /** What the container runs instead of its own command. */
  readonly command?: readonly string[];
}

/** A task that has stopped, for whatever reason. */
export interface StoppedTask {
  readonly taskArn: string;
  /** ECS's word for why it stopped: `EssentialContainerExited`, `TaskFailedToStart`, `UserInitiated` … */
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  /** Absent when the container never ran. */
  readonly exitCode?: number;
  /** From when it ran to when it stopped; absent where ECS does not say both. */
  readonly ranSeconds?: number;
  /** What ECS says of the container, or of another one in the task that kept it from running. */
  readonly containerReason?: string;
  readonly logGroup?: string;
  /** The last twenty lines, the oldest first. */
  readonly lastLogLines: readonly string[];
  /** Why the log could not be read. */
  readonly logProblem?: string;
}

/** A resource that was asked for and may stand in the account without being in the state. */
export interface Wanted {
  /** Pulumi type token, for example `aws:ecs/cluster:Cluster`. */
  readonly type: string;
  /** Explicit physical name. */
  readonly name?: string;
  /** Tag that this resource alone carries. */
  readonly tag?: { readonly key: string; readonly value: string };
  /** Inputs of the pending create, for what is found through its parent. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Ids and ARNs that the state already holds: an older revision or a predecessor that is being replaced. */
  readonly known?: readonly string[];
  /** Owner of the repositories of the provider, of what is on GitHub. */
  readonly owner?: string;
}

/** One ECS service, by what the provider calls it. */
export interface ServiceAddress {
  /** Name or ARN. */
  readonly cluster: string;
  readonly service: string;
}

/** What a service does now, and how its newest deployment went. */
export interface ServiceReport {
  /** ARN of the revision that the primary deployment runs. */
  readonly taskDefinition: string;
  readonly runningCount: number;
  readonly desiredCount: number;
  /** What ECS calls the newest deployment; absent when it does not say. */
  readonly deploymentId?: string;
  /** How the newest deployment stands; `rolledBack`: ECS has gone back to the one before. */
  readonly deployment: "inProgress" | "successful" | "rolledBack" | "failed" | "unknown";
  /** ECS's own words on it. */
  readonly reason?: string;
  /** Names of the alarms that ended the newest deployment. */
  readonly triggeredAlarms: readonly string[];
  /** Newest first, at most five that stopped of themselves. */
  readonly stoppedTasks: readonly StoppedServiceTask[];
  /** Targets that the load balancer does not send requests to, with its reason. */
  readonly unhealthyTargets: readonly { readonly address: string; readonly state: string; readonly reason: string }[];
  /** The newest events of the service, newest first, at most five. */
  readonly events: readonly string[];
  /** What of this could not be read, and why: a sentence each. The rest is as it is. */
  readonly problems: readonly string[];
}

/** A task of a service that stopped without being told to. */
export interface StoppedServiceTask {
  readonly taskArn: string;
  readonly taskDefinition: string;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly containers: readonly { readonly name: string; readonly exitCode?: number; readonly reason?: string }[];
  readonly logGroup?: string;
  /** The last twenty lines of the container that failed, the oldest first. */
  readonly lastLogLines: readonly string[];
  /** Why the log could not be read. */
  readonly logProblem?: string;
}

/** An alarm that rings. */
export interface RingingAlarm {
  readonly name: string;
  /** CloudWatch's own words. */
  readonly reason: string;
  /** When it began to, ISO 8601; absent where nobody has said. */
  readonly since?: string;
}

/** A secret that exists already, as far as the caller may look. */
export type SecretFound =
  /** `keys` only when they were asked for: the names in its JSON, no values. */
  | { readonly is: "there"; readonly keys?: readonly string[] }
  | { readonly is: "missing"; readonly reason: string }
  | { readonly is: "notChecked"; readonly reason: string };

/** An image behind ECR's pull-through cache, which serves a digest only once it was pulled by a tag. */
export interface CachedImage {
  /** Repository in ECR, with the cache's prefix. */
  readonly repository: string;
  readonly tag: string;
  /** `sha256:…`. */
  readonly digest: string;
}

/** A database instance as it is now. */
export interface DatabaseReport {
  /** RDS's word: `available`, `stopped`, `starting`, `modifying` … */
  readonly status: string;
  /** For example `17.6`. */
  readonly engineVersion: string;
  /** Identifiers of its read replicas. @default none */
  readonly replicas?: readonly string[];
}

/** A snapshot that is asked for. */
export interface WantedSnapshot {
  /** Identifier of the instance. */
  readonly database: string;
  /** Identifier of the snapshot. */
  readonly name: string;
  readonly timeoutMinutes: number;
}

/** What those who hear of a topic are told. */
export interface Notice {
  readonly topicArn: string;
  /** One line for an e-mail, at most 100 characters. */
  readonly subject: string;
  readonly text: string;
  /** What is sent to addresses instead, of which a chat's is one: JSON. */
  readonly forAddresses: string;
}

/** All that this project asks of a cloud at run time. */
export interface Cloud extends Operations {
  /** What a service does, or undefined when there is none. `wanted`: revision whose stopped tasks are meant. */
  service(address: ServiceAddress, wanted?: string): Promise<ServiceReport | undefined>;
  /** The tasks that a service really has, or undefined when there is no such service. */
  running(address: ServiceAddress): Promise<RunningTasks | undefined>;
  /** Asks an address from where this program runs. */
  probe(request: ProbeRequest): Promise<ProbeAnswer>;
  /** Which of these alarms, by name, ring now. A name that does not exist is left out. `region`: not the stack's. */
  ringing(alarms: readonly string[], region?: string): Promise<readonly RingingAlarm[]>;
  /** Weight of each target group in the forward action of a listener rule, by ARN. */
  weights(listenerRuleArn: string): Promise<Readonly<Record<string, number>>>;
  /** Whether a secret exists; with `keys` its value is read for the names in its JSON. */
  secret(arn: string, options: { readonly keys: boolean }): Promise<SecretFound>;
  /** Makes ECR pull an image by its tag, so that it serves the digest; rejects when it then does not. */
  warm(image: CachedImage): Promise<void>;
  /** What a database instance does, or undefined when there is none. */
  database(identifier: string): Promise<DatabaseReport | undefined>;
  /** Takes a snapshot and waits until it can be restored; one of this name that is there already is waited for. */
  snapshot(wanted: WantedSnapshot, say: (sentence: string) => void): Promise<void>;
  /** The policy that says who may assume a role, as IAM has it; undefined: there is no such role. */
  roleTrust(roleName: string): Promise<unknown>;
  /** Calls a function by its name and returns what it answers; rejects with its own error. Undefined: there is none. */
  invoke(functionName: string, payload: object): Promise<unknown>;
  /** Tells those who hear of a topic; false where there is no such topic. */
  publish(notice: Notice): Promise<boolean>;
  /**
   * Runs the task unless it still runs from an earlier attempt, and waits until it has stopped. Two tasks of one family
   * never run at once. A time-out stops it and rejects with a sentence.
   *
   * @param say told why it takes longer than the task itself
   */
  runTask(task: OneOffTask, say: (sentence: string) => void): Promise<StoppedTask>;
  /**
   * The id that the provider's state has of the resource, which is not always the one that it imports; undefined where
   * there is none: `whyNotFound` of findable.ts says why a type may be missed.
   */
  find(wanted: Wanted): Promise<string | undefined>;
}

/** The one account and region that a stack lives in. */
export interface CloudPlace {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** Role to assume before anything is called. */
  readonly assumeRole?: string;
}
