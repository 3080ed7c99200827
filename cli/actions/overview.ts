import { join } from "node:path";
import { absentBlocks } from "../../config/nothing-promoted.ts";
import { problemsIn } from "../../config/problems-in.ts";
import { promotionOf } from "../../config/promotion.ts";
import { blockValues, projectOf, readStackText } from "../../config/stack-file.ts";
import { stacksIn } from "../../config/stacks-in.ts";
import { git } from "../../git/git.ts";
import { UserError } from "../../lib/user-error.ts";
import { inOrderOfPromotion } from "../../promotion/downstream.ts";
import { pairOf } from "../../promotion/freight.ts";
import { pairIn } from "../../promotion/promote/chosen-freight.ts";
import { locateUnchecked } from "../../sandbox/run/locate.ts";
import { exitCodes } from "../exit-codes.ts";
import { type Glance, nextCommand } from "../next-command.ts";
import { overviewText } from "../texts/overview.ts";
import { recordedStanding, sandboxStanding } from "./standing.ts";

/** `slipway` without a verb: what this clone knows of its stacks. It asks nobody else. */
export async function runOverview(folder: string = process.cwd()): Promise<number> {
  const stacks = stacksIn(folder);
  const [first] = stacks;
  if (first === undefined) {
    throw new UserError(
      "no Pulumi.<stack>.yaml is here: go to the folder that has them, or make them with npx slipway init (npx slipway --help shows all verbs)",
    );
  }
  const isCommitted = await hasNothingToCommit(folder);
  const glances = await Promise.all(
    inOrderOfPromotion(folder, stacks).map((stack) => glanceAt(stack, folder, isCommitted)),
  );
  const project = projectOf(join(folder, `Pulumi.${first}.yaml`));
  process.stdout.write(overviewText(project, glances, nextCommand(glances)));
  return exitCodes.done;
}

/** Where there is no repository, nothing can be committed. */
async function hasNothingToCommit(folder: string): Promise<boolean> {
  return !(await git(folder, "status", "--porcelain"));
}

async function glanceAt(stack: string, folder: string, isCommitted: boolean): Promise<Glance> {
  const located = locateUnchecked(stack, folder);
  const [aws, sandbox] = await Promise.all([recordedStanding(located), sandboxStanding(located)]);
  const standings = { ...(aws && { aws }), ...(sandbox && { sandbox }) };
  return { stack, isCommitted, ...fileAt(located.file), ...standings };
}

/** What a stack file says; one that is no YAML at all has a problem too. */
function fileAt(file: string): Pick<Glance, "problems" | "from" | "isEmpty" | "version" | "pair"> {
  try {
    const { values } = readStackText(file);
    const { from } = promotionOf(Object(values["slipway:environment"]));
    const { app, release } = pairIn(values);
    const version = release?.version;
    return {
      problems: problemsIn(file).length,
      ...(from !== undefined && { from }),
      isEmpty: from !== undefined && absentBlocks(blockValues(values)).length > 0,
      ...(typeof version === "string" && { version }),
      ...(app && release && { pair: pairOf(app, release) }),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problems: 1, isEmpty: false };
  }
}
