/** What sleeps, as the function is told in `SLEEP_PLAN`. */
export interface SleepPlan {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Name of the parameter that holds the mark. */
  readonly parameter: string;
  /** By their names in ECS; `scaled`: Application Auto Scaling moves the number of tasks. */
  readonly services: Readonly<Record<string, { readonly min: number; readonly max: number; readonly scaled: boolean }>>;
  /** Identifiers. */
  readonly databases: readonly string[];
}

/** `asleep` and `waking` are worked on with every call; of what is `awake` nothing is touched. */
export type Mark = "asleep" | "waking" | "awake";

/** What the function asks of AWS. What is not there is left out of an answer. */
export interface SleepCloud {
  recall(): Promise<string>;
  remember(mark: Mark): Promise<void>;
  services(names: readonly string[]): Promise<Record<string, { readonly desired: number; readonly running: number }>>;
  /** Sets the bounds that scaling keeps to. */
  bound(service: string, min: number, max: number): Promise<void>;
  /** Sets how many tasks there are to be. */
  run(service: string, tasks: number): Promise<void>;
  /** Status by identifier. */
  databases(identifiers: readonly string[]): Promise<Record<string, string>>;
  start(identifier: string): Promise<void>;
  stop(identifier: string): Promise<void>;
}

/** What the function answers: what the stack is, and what it still waits for. */
export interface Settled {
  readonly is: Mark;
  readonly waiting: readonly string[];
}

export function obey(order: string, plan: SleepPlan, aws: SleepCloud): Promise<Settled>;
