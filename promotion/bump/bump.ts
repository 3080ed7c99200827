import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { writeStackFile } from "../../config/write-stack-file.ts";
import { gitOrFail } from "../../git/git.ts";
import type { OpenedChange } from "../promote/pull-request.ts";
import type { Stage } from "../stage.ts";
import { recordForce } from "./force.ts";
import { type BumpWanted, type LookUp, type PlannedBump, planBump } from "./plan.ts";

/** What came of a bump. */
export interface Bump {
  readonly planned: PlannedBump;
  readonly outcome: Outcome;
}

export type Outcome =
  /** The release said so already. */
  | { readonly is: "same" }
  /** Nothing was written, as that was asked for. */
  | { readonly is: "shown" }
  /** In the working tree. */
  | { readonly is: "written" }
  | { readonly is: "pushed"; readonly branch: string }
  | (OpenedChange & {
      readonly is: "proposed";
      readonly branch: string;
      /** Images that the pull request bumps beside this one. */
      readonly others: readonly string[];
      /** Images that it bumped, and the default branch has another build of by now. */
      readonly leftOut: readonly string[];
    });

/** Puts one image into the release of a stage's file in the working tree. */
export async function bumpFile(stage: Stage, wanted: BumpWanted, lookUp: LookUp, dryRun = false): Promise<Bump> {
  const { file: path } = stage.located;
  const before = readFileSync(path, "utf8");
  const planned = await planBump(stage, { text: before, file: basename(path) }, wanted, lookUp);
  if (planned.isSame || dryRun) {
    return { planned, outcome: { is: planned.isSame ? "same" : "shown" } };
  }
  await recordForce(stage, wanted, planned.text, await gitOrFail(stage.repository.top, "rev-parse", "HEAD"));
  writeStackFile(path, before, planned.text);
  return { planned, outcome: { is: "written" } };
}
