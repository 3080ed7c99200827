import type { Values } from "../../config/values.ts";
import type { Freight } from "../freight.ts";
import type { ReleaseRecord } from "../records/record.ts";

/** Whether a freight was found to be good in a stage: the newest word counts. */
export interface VerdictOfStage {
  readonly is: "verified" | "failed";
  /** The newest record that says so. */
  readonly record: Extract<ReleaseRecord, { event: "verified" | "failed" }>;
  /** When it began to be so, ISO 8601: a later verification that comes to the same does not move it. */
  readonly since: string;
}

/** One update that ended well, as Pulumi's own history has it, with what the records say of its freight. */
export interface Deployment {
  /** Pulumi's number of the update. */
  readonly update: number;
  /** When it ended, ISO 8601. */
  readonly at: string;
  /** Commit of the program and of the stack file. */
  readonly commit?: string;
  /** Author of that commit. Who ran the update is not in Pulumi's history. */
  readonly commitBy?: string;
  /** Everything was committed. */
  readonly isClean: boolean;
  /** `slipway:environment` at that time. */
  readonly environment: Values;
  /** Absent where it cannot be known; `unknown` then says why. */
  readonly freight?: Freight;
  readonly unknown?: string;
  /** `release.rollbackOf`: id of the verified freight that this one restored. */
  readonly rollbackOf?: string;
  readonly verdict?: VerdictOfStage;
  /** The newest word on this very update; the same freight may have been found otherwise in another one. */
  readonly found?: VerdictOfStage["record"];
  readonly rejected?: Extract<ReleaseRecord, { event: "rejected" }>;
}

/** It was deployed from committed files, and found good. */
export function wasVerified({ isClean, freight, verdict }: Deployment): boolean {
  return isClean && freight !== undefined && verdict?.is === "verified";
}

/** It was, and nobody has rejected it since. */
export function isGood(deployment: Deployment): boolean {
  return wasVerified(deployment) && !deployment.rejected;
}

/** All that is known of a stage: Pulumi's history joined with the records. */
export interface StageHistory {
  readonly stack: string;
  /** The newest first. */
  readonly deployments: readonly Deployment[];
  /** The hold that stands, if one does. */
  readonly held?: Extract<ReleaseRecord, { event: "held" }>;
  /** What was rejected, the oldest first: also what came with an update that failed, and so is no deployment. */
  readonly rejections: readonly Extract<ReleaseRecord, { event: "rejected" }>[];
  /** What was passed by force, the oldest first. */
  readonly forced: readonly Extract<ReleaseRecord, { event: "forced" }>[];
  /** Records of deployments and verifications that Pulumi's history does not know: not believed. */
  readonly disbelieved: readonly { readonly record: ReleaseRecord; readonly why: string }[];
  readonly damaged: readonly { readonly line: number; readonly says: string }[];
  /** Operations that an interrupted update left. */
  readonly pendingOperations: number;
  /** What happened after the newest deployment, if what runs need not be that any more. */
  readonly unsettled?: string;
  /** The stage was never deployed, and why that is thought. */
  readonly nothing?: string;
}
