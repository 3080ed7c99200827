import { basename } from "node:path";
import type { Path } from "../../config/path.ts";
import { parseStackText } from "../../config/stack-file.ts";
import { blocksOf, withBlocks, withKept, withRollbackOf } from "../../config/stack-text.ts";
import type { Values } from "../../config/values.ts";
import { pairOf } from "../freight.ts";
import { deployedBlocks, type Known, pairIn } from "../promote/chosen-freight.ts";
import type { Stage } from "../stage.ts";
import type { Left } from "./left.ts";

/** What holds data, or what tasks that hold data were given: it does not go back. */
const stores = ["databases", "caches", "buckets", "queues", "secrets"] as const;

/** A stack file with a release of before. */
export interface Restored {
  readonly after: string;
  /** What stays declared although that release does not know it: `databases.reports`. */
  readonly kept: readonly string[];
}

/** Works out the stack file: both blocks as they were deployed, with the newer stores and secrets, and `rollbackOf`. */
export async function restored(stage: Stage, before: string, left: Left, target: Known): Promise<Restored> {
  const name = basename(stage.located.file);
  const blocks = await deployedBlocks(stage, target);
  const declared = pairIn(parseStackText(before, name).values);
  const keys = newerStores(left.freight?.app ?? declared.app ?? {}, target.freight.app);
  const app = keys.length === 0 ? blocks.app : withKept(blocks.app, await appText(stage, before, left), keys, name);
  const release = withRollbackOf(blocks.release, target.freight.id);
  return { after: withBlocks(before, { app, release }, name), kept: keys.map((key) => key.join(".")) };
}

/** Stores and secrets that the newer app declares and the older one does not. */
export function newerStores(newer: Values, older: Values): Path[] {
  return stores.flatMap((section) => {
    const known = new Set(Object.keys(Object(older[section])));
    return Object.keys(Object(newer[section])).flatMap((name) => (known.has(name) ? [] : [[section, name]]));
  });
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
