import { relative } from "node:path";
import type { Impact } from "../../plan/impact.ts";
import { argumentFor } from "../../sandbox/run/workspace.ts";
import type { CommitRange } from "../effects/commits.ts";
import type { MigrationToRun } from "../effects/migrations.ts";
import type { Moves } from "../effects/moves.ts";
import type { SecretsParity } from "../effects/secrets-parity.ts";
import type { Verdict } from "../gates/gate.ts";
import type { Stage } from "../stage.ts";
import type { Ahead, Known } from "./chosen-freight.ts";

/** A stage as a result names it. */
export interface NamedStage {
  readonly stack: string;
  /** What the command line takes for it. */
  readonly argument: string;
  /** Path of its stack file from where the command runs. */
  readonly file: string;
}

/** What moves. */
export interface MovingFreight {
  readonly id: string;
  readonly version?: string;
  readonly commit: string;
  /** Pulumi's number of the update that deployed it upstream. */
  readonly update: number;
  readonly deployedAt: string;
  readonly verifiedAt?: string;
  readonly verifiedBy?: string;
}

/** What a promotion would do. */
export interface Effects {
  readonly moves: Moves;
  readonly commits: readonly CommitRange[];
  readonly migrations: readonly MigrationToRun[];
  readonly secrets: SecretsParity;
  /** Absent where the configuration has problems, which the gates tell. */
  readonly impact?: Impact;
  readonly warnings: readonly string[];
  readonly gates: readonly Verdict[];
}

/** A promotion, worked out; nothing of it is written. */
export interface PromotionResult {
  readonly from: NamedStage;
  readonly to: NamedStage;
  readonly isSandbox: boolean;
  readonly freight: MovingFreight;
  readonly ahead: readonly Ahead[];
  /** What of both histories is odd: an update that failed since, a record that is not believed. */
  readonly notes: readonly string[];
  /** The target's file has it already, so nothing moves; where the target has not got it, the gates are told all the same. */
  readonly already?: { readonly isDeployed: boolean; readonly isCommitted: boolean };
  /** Absent where the target has it already. */
  readonly effects?: Effects;
  /** Whether a gate says no. */
  readonly isRefused: boolean;
  /** Why gates were passed by force. */
  readonly reason?: string;
}

/** A stage as results name it. */
export function named({ located }: Pick<Stage, "located">): NamedStage {
  const { stack, file } = located;
  return { stack, argument: argumentFor(located), file: relative(process.cwd(), file) };
}

/** The freight of a deployment as results name it. */
export function moving({ freight, commit, update, at, verdict }: Known): MovingFreight {
  const { version } = freight.release;
  const verified = verdict?.is === "verified" && { verifiedAt: verdict.since, verifiedBy: verdict.record.by };
  return {
    id: freight.id,
    ...(typeof version === "string" && { version }),
    commit,
    update,
    deployedAt: at,
    ...verified,
  };
}
