import { basename } from "node:path";
import { at, type Path } from "../../config/path.ts";
import { parseStackText } from "../../config/stack-file.ts";
import { blocksOf, withBlocks, withKept, withoutKey, withRollbackOf } from "../../config/stack-text.ts";
import { pairOf } from "../freight.ts";
import { deployedBlocks, type Known, pairIn } from "../promote/chosen-freight.ts";
import type { Stage } from "../stage.ts";
import { hasForeignMigration, newerStores } from "./kept.ts";
import type { Left } from "./left.ts";

/** A stack file with a release of before. */
export interface Restored {
  readonly after: string;
  /** What stays declared although that release does not know it: `databases.reports`. */
  readonly kept: readonly string[];
  /** Those of them that stay without their migration, since that release does not have its image. */
  readonly unmigrated: readonly string[];
}

/** Works out the stack file: both blocks as they were deployed, with the newer stores and secrets, and `rollbackOf`. */
export async function restored(stage: Stage, before: string, left: Left, target: Known): Promise<Restored> {
  const name = basename(stage.located.file);
  const blocks = await deployedBlocks(stage, target);
  const declared = pairIn(parseStackText(before, name).values);
  const newer = left.freight?.app ?? declared.app ?? {};
  const keys = newerStores(newer, target.freight.app);
  const foreign = keys.filter((key) => hasForeignMigration(at(newer, key), target.freight.app));
  const newerText = async () =>
    foreign.reduce((text, key) => withoutKey(text, [...key, "migrate"], name), await appText(stage, before, left));
  const app = keys.length === 0 ? blocks.app : withKept(blocks.app, await newerText(), keys, name);
  const release = withRollbackOf(blocks.release, target.freight.id);
  const named = (paths: readonly Path[]) => paths.map((key) => key.join("."));
  return { after: withBlocks(before, { app, release }, name), kept: named(keys), unmigrated: named(foreign) };
}

/** Text of the app that is left: from the stack file where that still says so, else from the commit it was deployed at. */
async function appText(stage: Stage, before: string, left: Left): Promise<string> {
  const name = basename(stage.located.file);
  const { app, release } = pairIn(parseStackText(before, name).values);
  const { freight, commit } = left;
  const isDeclared = app && release && pairOf(app, release) === freight?.pair;
  return isDeclared || !freight || commit === undefined
    ? blocksOf(before, name).app
    : (await deployedBlocks(stage, { ...left, freight, commit })).app;
}
