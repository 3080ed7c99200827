import { messageOf } from "../../lib/message-of.ts";
import type { Check, NewRecord, ReleaseRecord } from "../records/record.ts";
import type { Stage } from "../stage.ts";
import type { Verification } from "./verify.ts";

/** What became of the records of a verification. */
export interface WrittenDown {
  readonly wrote: readonly ReleaseRecord["event"][];
  /** Why they could not be written. */
  readonly notWritten?: string;
}

/** Writes down what was found. That it cannot be is told beside what was found, which may have taken minutes to find. */
export async function writeDown(stage: Pick<Stage, "records">, verification: Verification): Promise<WrittenDown> {
  try {
    const records = await recordsOf(stage, verification);
    await stage.records.append(...records);
    return { wrote: records.map(({ event }) => event) };
  } catch (error) {
    return { wrote: [], notWritten: messageOf(error) };
  }
}

/** The last words of a task are for whoever runs this; a record is for everybody, and stays. */
function recorded({ name, passed, says }: Check): Check {
  return { name, passed, says: says.split("\n", 1)[0] ?? "" };
}

/** What a verification adds to the records; nothing where the newest verdict on this update is the same. */
export async function recordsOf(
  { records }: Pick<Stage, "records">,
  { deployment, verdict, checks }: Verification,
): Promise<readonly NewRecord[]> {
  const { freight, update, commit = "", at } = deployment;
  if (freight === undefined || (verdict !== "verified" && verdict !== "failed")) {
    return [];
  }
  const { id } = freight;
  const known = deployment.verdict;
  if (known?.is === verdict && known.record.update === update) {
    return [];
  }
  const { records: there } = await records.read();
  // A stack that was made anew counts its updates from 1 again.
  const isThere = there.some(
    (record) => record.event === "deployed" && record.id === id && record.update === update && record.at >= at,
  );
  return [
    ...(isThere ? [] : [{ event: "deployed" as const, id, update, commit }]),
    { event: verdict, id, update, checks: checks.map(recorded) },
  ];
}
