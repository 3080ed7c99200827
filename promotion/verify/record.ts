import type { NewRecord } from "../records/record.ts";
import type { Stage } from "../stage.ts";
import type { Verification } from "./verify.ts";

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
    { event: verdict, id, update, checks: checks.map(({ name, passed, says }) => ({ name, passed, says })) },
  ];
}
