import { configurationDiff } from "../../promotion/effects/configuration-diff.ts";
import { locateUnchecked } from "../../sandbox/run/locate.ts";
import { exitCodes } from "../exit-codes.ts";
import { diffText } from "../texts/diff.ts";
import type { DiffFlags } from "../verbs/diff.ts";

/** `slipway diff`: compares, prints, and returns the exit code. */
export async function runDiff(from: string, to: string, flags: DiffFlags): Promise<number> {
  const diff = await configurationDiff(locateUnchecked(from), locateUnchecked(to));
  process.stdout.write(flags.json ? `${JSON.stringify(diff, null, 2)}\n` : diffText(diff));
  return diff.isSame ? exitCodes.done : exitCodes.differs;
}
