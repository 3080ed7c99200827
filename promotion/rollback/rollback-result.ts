import type { Impact } from "../../plan/impact.ts";
import type { Moves } from "../effects/moves.ts";
import type { Verdict } from "../gates/gate.ts";
import type { MovingFreight, NamedStage } from "../promote/promotion-result.ts";
import type { OpenedChange } from "../promote/pull-request.ts";
import type { NewRecord } from "../records/record.ts";
import type { Left } from "./left.ts";
import type { PastMigration } from "./past-migrations.ts";

/** How a rollback is worked out. */
export interface RollbackOptions {
  /** Id of what to go back to, or how it begins. @default the newest verified deployment that is not there now */
  readonly to?: string;
  /** Cancels an update that is running, instead of waiting for its end. */
  readonly cancelRunning?: boolean;
  /** Passes the gates that may be passed; needs the reason. */
  readonly force?: boolean;
  /** Why, for the records. @default "rolled back" */
  readonly reason?: string;
  /** It goes onto a branch, and not into the working tree. */
  readonly isPullRequest?: boolean;
  readonly say: (sentence: string) => void;
}

/** What a rollback leaves. */
export interface LeftFreight extends Pick<Left, "state" | "update" | "at" | "commit" | "unknown"> {
  /** Absent where it cannot be known what it is. */
  readonly id?: string;
  readonly version?: string;
}

/** What a rollback would do to the stage. */
export interface RollbackEffects {
  readonly moves: Moves;
  /** Stores and secrets of the newer app that stay declared: `databases.reports`. */
  readonly kept: readonly string[];
  /** What ran since, and is not undone. */
  readonly migrations: readonly PastMigration[];
  /** Absent where the configuration has problems, which the gates tell. */
  readonly impact?: Impact;
  readonly warnings: readonly string[];
  readonly gates: readonly Verdict[];
  /** What goes into the records. */
  readonly records: readonly NewRecord[];
}

/** A rollback, worked out; nothing of it is written. */
export interface RollbackResult {
  readonly stage: NamedStage;
  readonly isSandbox: boolean;
  readonly left: LeftFreight;
  readonly to: MovingFreight;
  /** As it was asked for, where it was. */
  readonly asked?: string;
  /** Absent where the stack file says all of it already. */
  readonly effects?: RollbackEffects;
  /** Whether a gate says no. */
  readonly isRefused: boolean;
  /** Why it is done, or why gates were passed by force. */
  readonly reason?: string;
}

/** How a rollback was written. */
export interface Written {
  readonly mode: "file" | "pullRequest";
  readonly pullRequest?: OpenedChange;
}
