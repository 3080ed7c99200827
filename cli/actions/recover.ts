import { pulumiIn } from "../../backend/pulumi.ts";
import type { Cloud } from "../../cloud/cloud.ts";
import { openCloud } from "../../cloud/open.ts";
import { checkedConfig, locate } from "../../sandbox/run/locate.ts";
import { type Recovery, recover } from "../../sandbox/run/recover.ts";
import { recoverSandbox } from "../../sandbox/run/recover-sandbox.ts";
import type { LocatedStack } from "../../sandbox/run/workspace.ts";
import { findEngine } from "../../tools/engine/engine.ts";
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
    stage.isSandbox ? recoverSandbox(located, openCloud(aws), note) : recoverOnAws(located, openCloud(aws), note),
  );
  process.stdout.write(flags.json ? `${JSON.stringify(recovery, null, 2)}\n` : recoverText(recovery, stage));
  return exitCodes.done;
}

async function recoverOnAws(located: LocatedStack, cloud: Cloud, note: (sentence: string) => void): Promise<Recovery> {
  const { path } = await findEngine(note);
  return recover(pulumiIn(located.root, located.stack, path), cloud, located.stack);
}
