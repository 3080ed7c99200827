import { recoverCommand } from "../../promotion/history/running-update.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { slipwayCommand } from "../../promotion/slipway-command.ts";
import { exitCodes } from "../exit-codes.ts";
import { historyText } from "../texts/history.ts";
import type { HistoryFlags } from "../verbs/history.ts";

/** `slipway history`: reads, and prints. */
export async function runHistory(argument: string, flags: HistoryFlags): Promise<number> {
  const stage = await openStage(argument, flags, (sentence) => process.stderr.write(`  ${sentence}\n`));
  const history = await stageHistory(stage);
  const commands = { lift: slipwayCommand("hold", stage, "--off"), recover: recoverCommand(stage) };
  process.stdout.write(flags.json ? `${JSON.stringify(history, null, 2)}\n` : historyText(history, commands));
  return exitCodes.done;
}
