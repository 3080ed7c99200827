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
}

/** A task that has stopped, for whatever reason. */
export interface StoppedTask {
  readonly taskArn: string;
  /** ECS's word for why it stopped: `EssentialContainerExited`, `TaskFailedToStart`, `UserInitiated` … */
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  /** Absent when the container never ran. */
  readonly exitCode?: number;
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
}

/** All that this project asks of a cloud at run time. */
export interface Cloud {
  /**
   * Runs the task unless it still runs from an earlier attempt, and waits until it has stopped. Two tasks of one family
   * never run at once. A time-out stops it and rejects with a sentence.
   *
   * @param say told why it takes longer than the task itself
   */
  runTask(task: OneOffTask, say: (sentence: string) => void): Promise<StoppedTask>;
  /** The Pulumi import id of the resource, or undefined; `whyNotFound` of findable.ts says why a type may be missed. */
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
