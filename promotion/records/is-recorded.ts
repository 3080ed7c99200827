import type { NewRecord, ReleaseRecord } from "./record.ts";

/** Whether the same is in the records already, as a run that was cut off may have left it. */
export function isRecorded(there: readonly ReleaseRecord[], record: NewRecord): boolean {
  return there.some((one) => saysTheSame(one, record));
}

/** Of the same freight; of what was passed by force, the same gate for the same reason. */
function saysTheSame(one: ReleaseRecord, record: NewRecord): boolean {
  if (one.event !== record.event || one.id !== record.id) return false;
  return (
    one.event !== "forced" || (record.event === "forced" && one.gate === record.gate && one.reason === record.reason)
  );
}
