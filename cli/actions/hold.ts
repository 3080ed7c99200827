import { UserError } from "../../lib/user-error.ts";
import { type PlannedHold, planHold, planRelease } from "../../promotion/hold.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { slipwayCommand } from "../../promotion/slipway-command.ts";
import { exitCodes } from "../exit-codes.ts";
import { holdText } from "../texts/hold.ts";
import type { HoldFlags } from "../verbs/hold.ts";

/** What `hold` came to. */
export interface HoldResult extends PlannedHold {
  /** Whether the records were written, and not only shown. */
  readonly isWritten: boolean;
  /** The command that lifts the hold. */
  readonly lift: string;
}

/** `slipway hold`: sets a hold or lifts it, and prints. */
export async function runHold(argument: string, flags: HoldFlags): Promise<number> {
  const { reason, off, dryRun, sandbox, json } = flags;
  const command = `npx slipway hold ${argument}${sandbox ? " --sandbox" : ""}`;
  if (off ? reason !== undefined : !reason?.trim()) {
    throw new UserError(
      off
        ? "hold --off takes no --reason: why the hold is lifted is not written down"
        : `hold needs a --reason, which whoever it keeps away reads: ${command} --reason "until the incident is understood"`,
    );
  }
  const stage = await openStage(argument, flags, (sentence) => process.stderr.write(`  ${sentence}\n`));
  const planned = off ? await planRelease(stage) : await planHold(stage, reason ?? "");
  if (!dryRun) {
    await stage.records.append(...planned.records);
  }
  const result: HoldResult = {
    ...planned,
    isWritten: !dryRun && planned.records.length > 0,
    lift: slipwayCommand("hold", stage, "--off"),
  };
  process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : holdText(result));
  return exitCodes.done;
}
