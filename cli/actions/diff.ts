import { configurationDiff } from "../../promotion/effects/configuration-diff.ts";
import { locateUnchecked } from "../../sandbox/run/locate.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { diffText } from "../texts/diff.ts";
import type { DiffFlags } from "../verbs/diff.ts";

/** `slipway diff`: compares, prints, and returns the exit code. */
export async function runDiff(from: string, to: string, flags: DiffFlags): Promise<number> {
  const diff = await during(`comparing ${from} and ${to}`, () =>
    configurationDiff(locateUnchecked(from), locateUnchecked(to)),
  );
  print(diff, diffText(diff), flags);
  return diff.isSame ? exitCodes.done : exitCodes.differs;
}
