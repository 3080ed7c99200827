import { promotionOf } from "../../config/promotion.ts";
import { readStackText } from "../../config/stack-file.ts";
import { gitOrFail } from "../../git/git.ts";
import type { Pair } from "../effects/moves.ts";
import { pairOf } from "../freight.ts";
import { type StageHistory, wasVerified } from "../history/deployment.ts";
import { programAt, programDifference } from "../program.ts";
import { pairIn } from "../promote/chosen-freight.ts";
import type { Stage } from "../stage.ts";
import { isForcedRelease } from "./forced-release.ts";
import { passed, refused, type Verdict } from "./gate.ts";
import { programGate } from "./program.ts";

/**
 * Whether the program here may be deployed in a stage: where that takes its freight from another one, the program was
 * verified there too. Undefined where it takes it from nowhere. A rollback and a hotfix do not wait, as at a promotion,
 * but only to get there: once the stage has them, another program waits as ever.
 *
 * @param historyOf what is known of a stack beside this one, by its name
 */
export async function deployedProgramGate(
  { located: { root, file, stack } }: Pick<Stage, "located">,
  historyOf: (stack: string) => Promise<StageHistory>,
): Promise<Verdict | undefined> {
  const { values } = readStackText(file);
  const upstream = promotionOf(Object(values["slipway:environment"])).from;
  if (upstream === undefined) {
    return undefined;
  }
  const from = await historyOf(upstream);
  const head = await gitOrFail(root, "rev-parse", "HEAD");
  const here = await programAt(root, head);
  const verified = from.deployments.filter(wasVerified);
  if (verified.some(({ freight }) => freight?.program === here)) {
    return passed("program", `the program here was verified in ${upstream}`);
  }
  const pair = pairIn(values);
  const to = await historyOf(stack);
  const exempt = exemption(pair, from, to);
  if (exempt !== undefined && mayGoOn(pair, here, to)) {
    return passed("program", exempt);
  }
  const [newest] = verified;
  if (!newest?.freight || newest.commit === undefined) {
    return refused("program", `${upstream} has verified no program yet: deploy this commit there, and verify it`);
  }
  const { commit, freight } = newest;
  const differing = await programDifference(root, commit, head);
  return programGate({ stack: upstream, upstream: freight.program, here, differing, commit });
}

/** Why this app and release wait for no program, if they do not. */
function exemption(pair: Partial<Pair>, from: StageHistory, to: StageHistory): string | undefined {
  if (typeof pair.release?.rollbackOf === "string") {
    return "a rollback does not wait for a program";
  }
  return isForcedRelease(pair.release, { from, to }) || isForced(pair, from, to)
    ? `not verified in ${from.stack}, and passed by force`
    : undefined;
}

/** Whether the stage does not have this app and release yet, or has them with this very program. */
function mayGoOn({ app, release }: Partial<Pair>, here: string, { deployments: [newest] }: StageHistory): boolean {
  if (!newest || !app || !release) {
    return true;
  }
  const { freight, rollbackOf } = newest;
  // The commit of a rollback may be gone with its branch; which one it was is still known.
  const isThere = freight ? freight.pair === pairOf(app, release) : rollbackOf !== undefined;
  return !isThere || freight?.program === here;
}

/** Whether somebody promoted this app and release with `--force` although the program was another one. */
function isForced({ app, release }: Partial<Pair>, from: StageHistory, to: StageHistory): boolean {
  if (!app || !release) {
    return false;
  }
  const pair = pairOf(app, release);
  const forced = to.forced.filter(({ gate }) => gate === "program").map(({ id }) => id);
  return from.deployments.some(({ freight }) => freight?.pair === pair && forced.includes(freight.id));
}
