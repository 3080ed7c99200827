import { existsSync } from "node:fs";
import { wake } from "../../cloud/wake.ts";
import { physicalName } from "../../lib/names.ts";
import { UserError } from "../../lib/user-error.ts";
import { withCloud } from "../../promotion/open-stage.ts";
import { deployCommand } from "../../promotion/slipway-command.ts";
import { checkedConfig, locate } from "../../sandbox/run/locate.ts";
import { workspaceFolder } from "../../sandbox/run/workspace.ts";
import { exitCodes } from "../exit-codes.ts";
import { during } from "../progress.ts";
import type { WakeFlags } from "../verbs/wake.ts";

/** `slipway wake`: through the function of the stack, on AWS or in the sandbox. */
export async function runWake(argument: string, flags: WakeFlags): Promise<number> {
  const located = locate(argument);
  const { stack } = located;
  const { app, environment } = checkedConfig(located.file);
  const sleep = environment.cost?.sleep;
  if (!sleep) {
    throw new UserError(`${stack} never sleeps, so there is nothing to wake: environment.cost.sleep is not set`);
  }
  const stage = { located, isSandbox: flags.sandbox === true };
  const functionName = physicalName("function", `${app.name}-${stack}`, "sleep");
  const isThere =
    (!stage.isSandbox || existsSync(workspaceFolder(located))) &&
    (await during(`waking ${stack}`, ({ say, note }) =>
      withCloud(stage, environment.aws, "wake", note, (cloud) => wake(functionName, { cloud, say })),
    ));
  if (!isThere) {
    throw new UserError(`${stack} has no function ${functionName} yet: run ${deployCommand(stage)} first`);
  }
  const until = `${sleep.from} (${sleep.timeZone})`;
  process.stdout.write(
    flags.json ? `${JSON.stringify({ stack, awakeUntil: until }, null, 2)}\n` : `${stack} is awake until ${until}\n`,
  );
  return exitCodes.done;
}
