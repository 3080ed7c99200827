import { pulumiIn } from "../../backend/pulumi.ts";
import { openCloud } from "../../cloud/open.ts";
import { checkedConfig, locate } from "../../sandbox/run/locate.ts";
import { recover } from "../../sandbox/run/recover.ts";
import { recoverSandbox } from "../../sandbox/run/recover-sandbox.ts";
import { exitCodes } from "../exit-codes.ts";
import { during } from "../progress.ts";
import { recoverText } from "../texts/recover.ts";
import type { RecoverFlags } from "../verbs/recover.ts";

/** `slipway recover`: in the backend that pulumi is logged in to, or in the sandbox. */
export async function runRecover(argument: string, flags: RecoverFlags): Promise<number> {
  const located = locate(argument);
  const stage = { located, isSandbox: flags.sandbox === true };
  const { aws } = checkedConfig(located.file).environment;
  const recovery = await during(`looking at what a killed run left in ${located.stack}`, ({ note }) =>
    stage.isSandbox
      ? recoverSandbox(located, openCloud(aws), note)
      : recover(pulumiIn(located.root, located.stack), openCloud(aws), located.stack),
  );
  process.stdout.write(flags.json ? `${JSON.stringify(recovery, null, 2)}\n` : recoverText(recovery, stage));
  return exitCodes.done;
}
