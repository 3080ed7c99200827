import { basename } from "node:path";
import { freightOf } from "../freight.ts";
import { programAt } from "../program.ts";
import { isRecorded } from "../records/is-recorded.ts";
import type { NewRecord } from "../records/record.ts";
import type { Stage } from "../stage.ts";
import type { BumpWanted } from "./plan.ts";
import { readBumpTarget } from "./target.ts";

/** What passes by force is evidence before it is done, and once. */
export async function recordForce(stage: Stage, { force }: BumpWanted, text: string, commit: string): Promise<void> {
  if (!force) {
    return;
  }
  const { app, release } = readBumpTarget(text, basename(stage.located.file));
  const { id } = freightOf({ app, release, program: await programAt(stage.located.root, commit) });
  const { reason } = force;
  const { records } = await stage.records.read();
  const record: NewRecord = { event: "forced", id, gate: "promotion", reason };
  if (!isRecorded(records, record)) {
    await stage.records.append(record);
  }
}
