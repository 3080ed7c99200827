import type { OneOffTask, StoppedTask } from "./cloud.ts";

/** Lines of one log group. */
export interface LogQuery {
  readonly logGroup: string;
  /** What names of streams begin with. @default all streams */
  readonly streams?: string;
  /** Milliseconds since 1970, as CloudWatch counts. */
  readonly from: number;
  /** Only lines with one of these texts, as they are written. @default all lines */
  readonly withOneOf?: readonly string[];
  /** Where the page before ended: its `next`. */
  readonly after?: string;
}

/** One event of a log. */
interface LogLine {
  /** The same event has the same id in every answer. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stream: string;
  readonly text: string;
}

/** Some of the lines, the oldest first. */
export interface LogPage {
  readonly lines: readonly LogLine[];
  /** There is more: what to ask for it with. */
  readonly next?: string;
}

/** A task that is started once, and not waited for. */
export interface TaskOrder extends Omit<OneOffTask, "command" | "timeoutMinutes"> {
  readonly command: readonly string[];
  /** Refused while another task of the family runs, as for a migration. */
  readonly alone: boolean;
}

/** One container of one task. */
export interface TaskAddress {
  /** Name or ARN. */
  readonly cluster: string;
  readonly taskArn: string;
  readonly container: string;
}

/** How a task is: where it is in its life, and how it ended once it has. */
export interface TaskLook {
  /** ECS's word: `PROVISIONING`, `PENDING`, `RUNNING`, `STOPPED` … */
  readonly status: string;
  /** Its log is not in it. */
  readonly stopped?: Omit<StoppedTask, "taskArn" | "lastLogLines" | "logGroup" | "logProblem">;
}

/** A session of Systems Manager that was opened, and what its plugin has to be called with. */
export interface OpenedSession {
  readonly session: { readonly SessionId: string; readonly StreamUrl: string; readonly TokenValue: string };
  readonly region: string;
  /** What it was opened with, as JSON is to have it. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly endpoint: string;
}

/** A port that a task of ECS can reach. */
export interface ForwardOrder extends TaskAddress {
  readonly host: string;
  readonly port: number;
  readonly localPort: number;
}

/** Where a store is reached inside the network. */
export interface StoreEndpoint {
  readonly host: string;
  readonly port: number;
}

/** What people ask of a stack that runs, and no program does by itself. */
export interface Operations {
  /** One page of a log, or undefined when there is no such log group. */
  logLines(query: LogQuery): Promise<LogPage | undefined>;
  /** Starts a task and returns its ARN. */
  startTask(order: TaskOrder): Promise<string>;
  /** How a task is, or undefined when ECS does not know it, as in the first seconds. */
  lookAtTask(address: TaskAddress): Promise<TaskLook | undefined>;
  /** Tells a task to stop; it has a while to do so. */
  stopTask(address: TaskAddress, reason: string): Promise<void>;
  /** Opens a session in a container that runs; `session-manager-plugin` then speaks it. */
  openShell(address: TaskAddress, command: string): Promise<OpenedSession>;
  /** Opens a session that carries a local port through a container to an address that it can reach. */
  openForward(order: ForwardOrder): Promise<OpenedSession>;
  /** Where a database instance or the primary of a replication group listens, or undefined when there is none. */
  endpointOf(store: "database" | "cache", identifier: string): Promise<StoreEndpoint | undefined>;
}
