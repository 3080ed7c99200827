import type { WantedSnapshot } from "../cloud.ts";
import type { Session } from "./session.ts";

/** How a snapshot is waited for. */
export interface SnapshotMeans {
  readonly session: Session;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly say: (sentence: string) => void;
}

/** Takes a snapshot and waits until it can be restored. */
export async function snapshot(wanted: WantedSnapshot, means: SnapshotMeans): Promise<void> {
  throw new Error(`not there yet: ${wanted.name} ${means.session}`);
}
