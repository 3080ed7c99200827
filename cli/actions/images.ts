import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { openGitHub } from "../../cloud/github.ts";
import { partsOf } from "../../cloud/registry.ts";
import { locateStack } from "../../config/locate-stack.ts";
import { readStack } from "../../config/read-stack.ts";
import { deleteSuperfluous, superfluousImages } from "../../delivery/images/prune.ts";
import { openRepository } from "../../git/repository.ts";
import { UserError } from "../../lib/user-error.ts";
import { readBumpTarget } from "../../promotion/bump/target.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { prunedText } from "../texts/images.ts";
import type { ImagesFlags } from "../verbs/images.ts";

/** `slipway images prune`: works out, deletes where it is told to, prints. */
export async function runPrune(argument: string, { yes, json }: ImagesFlags): Promise<number> {
  const file = locateStack(argument, process.cwd());
  const folder = dirname(file);
  // First, because it tells all that is wrong with the file, and in the words of every verb.
  const delivered = readStack(argument, process.cwd()).resolved.stack.github;
  const { repositories } = readBumpTarget(readFileSync(file, "utf8"), basename(file));
  if (!delivered) {
    throw new UserError(`${basename(file)} has no slipway:app.delivery, which says how many builds stay (keepImages)`);
  }
  const github = openGitHub();
  const { images, deletion } = await during("asking the registry which builds there are", async ({ note }) => {
    const found = await superfluousImages(await openRepository(folder), folder, {
      repositories,
      newest: delivered.keepImages,
      now: new Date(),
      github,
      partsOf: (repository, digest) => partsOf({ repository, digest }),
    });
    return { images: found, deletion: yes && (await deleteSuperfluous(found, github, note)) };
  });
  const isDone = deletion !== undefined;
  print({ isDone, images, ...(deletion && { deletion }) }, prunedText(images, deletion, argument), { json });
  return deletion?.left.length ? exitCodes.failed : exitCodes.done;
}
