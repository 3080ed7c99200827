import { UserError } from "../../lib/user-error.ts";
import { type PlannedHold, planHold, planRelease } from "../../promotion/hold.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { slipwayCommand } from "../../promotion/slipway-command.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
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
  const { stage, planned } = await during(`reading the records of ${argument}`, async ({ note }) => {
    const opened = await openStage(argument, flags, note);
    const found = off ? await planRelease(opened) : await planHold(opened, reason ?? "");
    if (!dryRun) {
      await opened.records.append(...found.records);
    }
    return { stage: opened, planned: found };
  });
  const result: HoldResult = {
    ...planned,
    isWritten: !dryRun && planned.records.length > 0,
    lift: slipwayCommand("hold", stage, "--off"),
  };
  print(result, holdText(result), { json });
  return exitCodes.done;
}
