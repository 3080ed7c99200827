import type { RollbackResult } from "./rollback-result.ts";

/** What was deployed at once. */
export interface DeployedNow {
  readonly branch: string;
  /** The commit on it, which follows the one that was deployed before. */
  readonly commit: string;
  /** What it is called, in git and in Pulumi's history. */
  readonly title: string;
  /** From the beginning of the command to the end of the update. */
  readonly seconds: number;
  /** The same rollback was begun before, and is gone on with; or there is nothing left of it to deploy. */
  readonly before?: "begun" | "done";
  /** Why the update did not end well. */
  readonly failed?: string;
}

/** A rollback at once. */
export interface RollbackNow {
  readonly result: RollbackResult;
  /** Absent where a gate refuses it. */
  readonly deployed?: DeployedNow;
}
