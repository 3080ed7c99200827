import { recoverCommand } from "../../promotion/history/running-update.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { slipwayCommand } from "../../promotion/slipway-command.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { historyText } from "../texts/history.ts";
import type { HistoryFlags } from "../verbs/history.ts";

/** `slipway history`: reads, and prints. */
export async function runHistory(argument: string, flags: HistoryFlags): Promise<number> {
  const { stage, history } = await during(`reading the history of ${argument}`, async ({ note }) => {
    const opened = await openStage(argument, flags, note);
    return { stage: opened, history: await stageHistory(opened) };
  });
  const commands = { lift: slipwayCommand("hold", stage, "--off"), recover: recoverCommand(stage) };
  print(history, historyText(history, commands), flags);
  return exitCodes.done;
}
