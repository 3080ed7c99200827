import { parseStackText } from "../../config/stack-file.ts";
import { type BlocksText, blocksOf } from "../../config/stack-text.ts";
import type { Values } from "../../config/values.ts";
import { textAt } from "../../git/repository.ts";
import { Refusal, UserError } from "../../lib/user-error.ts";
import { type Moves, movesBetween, type Pair } from "../effects/moves.ts";
import { type Freight, pairOf } from "../freight.ts";
import type { Deployment, StageHistory } from "../history/deployment.ts";
import { newestVerified } from "../history/stage-history.ts";
import { pathOf, type Stage } from "../stage.ts";

/** A deployment of which it is known what it was. */
export type Known = Deployment & { readonly freight: Freight; readonly commit: string };

/** What a stage has that is newer than its freight to promote, and why that does not move. */
export interface Ahead {
  readonly why: string;
  readonly moves: Moves;
}

/**
 * What would move out of a stage: its newest verified freight, or where none is, the last one that was deployed.
 *
 * @param deploy the command that deploys it there
 */
export function chosenFreight(history: StageHistory, deploy: string): Known {
  const { stack, deployments } = history;
  const chosen = newestVerified(history) ?? deployments[0];
  if (!chosen) {
    const why = history.nothing ?? "Pulumi's history has no update of it that ended well";
    const way = why.includes(deploy) ? ", and verify it" : `: deploy it (${deploy}), and verify it`;
    throw new Refusal(`${stack} has nothing to promote: ${why}${way}`);
  }
  const { freight, commit, at, unknown } = chosen;
  if (!freight || commit === undefined) {
    throw new Refusal(
      `what was deployed in ${stack} at ${at} cannot be promoted: ${unknown ?? "its commit is not known"}`,
    );
  }
  return { ...chosen, freight, commit };
}

/** What is newer in the stage than what moves: deployed and not verified, or only in its file. */
export function aheadOf({ freight, update }: Known, history: StageHistory, file: Partial<Pair>, name: string): Ahead[] {
  const newest = history.deployments[0];
  const newer = newest && newest.update > update && newest.freight?.id !== freight.id ? newest : undefined;
  const deployed = newer
    ? [{ why: whyNot(newer, history.stack), moves: movesBetween(freight, newer.freight ?? freight) }]
    : [];
  const { app, release } = file;
  if (!app || !release || [freight.pair, newer?.freight?.pair].includes(pairOf(app, release))) {
    return deployed;
  }
  return [...deployed, { why: `${name} is ahead, and not deployed`, moves: movesBetween(freight, { app, release }) }];
}

function whyNot({ at, freight, verdict, rejected }: Deployment, stack: string): string {
  const verified = verdict?.is === "failed" ? "failed its verification" : "is not verified";
  const why = rejected ? "was rejected" : verified;
  return `${stack} has a newer deployment, of ${at}, which ${freight ? why : "is not known"}`;
}

/**
 * Both blocks as text, from the stack file at the commit that was deployed. Refused where they are not what Pulumi wrote
 * down as it deployed them: then nobody knows which of the two was verified.
 */
export async function deployedBlocks(stage: Stage, known: Known): Promise<BlocksText> {
  const { located, repository } = stage;
  const path = pathOf(stage);
  const at = `${path} at ${known.commit.slice(0, 12)}`;
  const text = await textAt(repository, known.commit, path);
  if (text === undefined) {
    throw new UserError(`there is no ${at}, the commit of the deployment: fetch it (git fetch --unshallow)`);
  }
  const { app, release } = pairIn(parseStackText(text, at).values);
  if (!app || !release || pairOf(app, release) !== known.freight.pair) {
    throw new UserError(
      `slipway:app and slipway:release in ${at} are not what Pulumi wrote down when it deployed that commit: deploy ${located.stack} again from committed files, and verify it`,
    );
  }
  return blocksOf(text, at);
}

/** The two blocks that move, of a stack's values; each absent where it is none. */
export function pairIn(values: Values): Partial<Pair> {
  const [app, release] = ["slipway:app", "slipway:release"].map((key) => values[key]);
  return { ...(isBlock(app) && { app }), ...(isBlock(release) && { release }) };
}

function isBlock(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
