import { Refusal } from "../../lib/user-error.ts";
import { type Freight, shortId } from "../freight.ts";
import { type Deployment, type StageHistory, wasVerified } from "../history/deployment.ts";
import { findDeployment } from "../history/stage-history.ts";
import type { Known } from "../promote/chosen-freight.ts";
import { rollbackOfRollback } from "./gates.ts";
import type { Left } from "./left.ts";

/**
 * What a rollback goes back to: the newest deployment that was verified in this stage and is not what is there now.
 *
 * @param asked id of another one, or how it begins
 */
export function rollbackTarget(history: StageHistory, left: Left, asked: string | undefined): Known {
  return asked === undefined ? newestOther(history, left) : askedFor(history, left, asked);
}

/** Whether there is something else to go back to than the freight that is there; undefined: something that is none. */
export function hasWayBack({ deployments }: StageHistory, there: Freight | undefined): boolean {
  return deployments.flatMap(verified).some(({ freight, rejected }) => !rejected && freight.pair !== there?.pair);
}

function newestOther({ stack, deployments }: StageHistory, left: Left): Known {
  const all = deployments.flatMap(verified);
  const found = all.find(({ freight, rejected }) => !rejected && !isThere(freight, left));
  if (!found) {
    if (left.rollbackOf !== undefined) {
      throw new Refusal(rollbackOfRollback(`what ${stack} has`, left.rollbackOf));
    }
    const why =
      all.length === 0
        ? "no release was verified there yet"
        : "no release but the one that is there was verified and not rejected since";
    throw new Refusal(
      `there is nothing in ${stack} to go back to: ${why}: go forward, with npx slipway promote or npx slipway bump`,
    );
  }
  return found;
}

function askedFor(history: StageHistory, left: Left, asked: string): Known {
  const { stack, deployments } = history;
  const { freight } = findDeployment(history, asked);
  const refusal = (says: string) =>
    new Refusal(left.rollbackOf === undefined ? says : rollbackOfRollback(`what ${stack} has`, left.rollbackOf));
  if (freight && isThere(freight, left)) {
    throw refusal(`${shortId(freight.id)} is what ${stack} has now: name another one with --to`);
  }
  const all = deployments.flatMap(verified);
  const found = all.find((one) => one.freight.id === freight?.id);
  if (!found) {
    const ids = [
      ...new Set(
        all.filter((one) => !one.rejected && !isThere(one.freight, left)).map((one) => shortId(one.freight.id)),
      ),
    ];
    throw refusal(
      `${shortId(freight?.id ?? asked)} was not verified in ${stack}, and a rollback goes to what was: ${ids.length > 0 ? `name one of ${ids.join(", ")}` : "there is none"}`,
    );
  }
  return found;
}

/** What a rollback restored is there too, although it then may have more stores than it had. */
function isThere({ id, pair }: Freight, left: Left): boolean {
  return pair === left.freight?.pair || id === left.rollbackOf;
}

function verified(deployment: Deployment): Known[] {
  const { freight, commit } = deployment;
  return wasVerified(deployment) && freight && commit !== undefined ? [{ ...deployment, freight, commit }] : [];
}
