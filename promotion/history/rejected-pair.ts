import type { Pair } from "../effects/moves.ts";
import { pairOf } from "../freight.ts";
import type { StageHistory } from "./deployment.ts";

/**
 * The newest rejection in a stage of what this app and release are, under whatever program.
 *
 * @param others stages whose deployments also say which freights these two were
 */
export function rejectionOf(
  { app, release }: Pair,
  own: StageHistory,
  ...others: readonly StageHistory[]
): StageHistory["rejections"][number] | undefined {
  const pair = pairOf(app, release);
  const ids = [own, ...others].flatMap(({ deployments }) =>
    deployments.flatMap(({ freight }) => (freight?.pair === pair ? [freight.id] : [])),
  );
  return own.rejections.findLast(({ id }) => ids.includes(id));
}
