import { withEntry, withoutEntry } from "./entry.ts";
import { refuseOther, valuesIn, withValueAt } from "./values-in.ts";

const path = ["slipway:release", "rollbackOf"];

/** Marks the text of a release as the one that a rollback restored, or as none: one line, and nothing else. */
export function withRollbackOf(release: string, id: string | undefined): string {
  const changed = id === undefined ? withoutEntry(release, path) : withEntry(release, path, JSON.stringify(id));
  refuseOther(changed, withValueAt(valuesIn(release, "slipway:release"), path, id), path.join("."), "the release");
  return changed;
}
