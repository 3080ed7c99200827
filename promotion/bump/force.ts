import { basename } from "node:path";
import { freightOf } from "../freight.ts";
import { programAt } from "../program.ts";
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
  const isThere = records.some(
    (one) => one.event === "forced" && one.id === id && one.gate === "promotion" && one.reason === reason,
  );
  if (!isThere) {
    await stage.records.append({ event: "forced", id, gate: "promotion", reason });
  }
}
