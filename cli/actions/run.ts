import { setTimeout as sleep } from "node:timers/promises";
import { millisecondsOf } from "../../lib/duration.ts";
import { UserError } from "../../lib/user-error.ts";
import { chosenSources } from "../../operate/log-sources.ts";
import { operated, sandboxFlag, withAccount } from "../../operate/operated.ts";
import { type RunOnce, runOnce, startDetached } from "../../operate/run-once.ts";
import { asItRuns, type RunTarget, refuseAsleep, runTargetOf } from "../../operate/run-target.ts";
import { deployedState } from "../../promotion/history/deployed-state.ts";
import { pulumiOf } from "../../promotion/open-stage.ts";
import { whoRuns } from "../../promotion/records/who.ts";
import { exitCodes } from "../exit-codes.ts";
import { interruption } from "../interruption.ts";
import { working } from "../progress.ts";
import { runStartedText } from "../texts/run.ts";
import type { RunFlags } from "../verbs/run.ts";

/** ECS takes at most 36 characters, of these kinds. */
const startedByLimit = 36;

/** `slipway run`: runs a command in a task of its own, and returns its exit code. */
export async function runCommand(
  argument: string,
  name: string,
  command: readonly string[],
  flags: RunFlags,
): Promise<number> {
  const timeoutMilliseconds = timeoutOf(flags.timeout);
  const of = operated(argument, flags);
  const { located, stack, isSandbox } = of;
  const [source] = chosenSources(stack, name);
  const interrupted = interruption();
  const told = working(`looking what is deployed in ${stack.name}`);
  try {
    const pulumi = await pulumiOf(located, isSandbox, told.note);
    const state = await deployedState({ pulumi, located });
    const target = runTargetOf(state, name, stack.name);
    const { by } = await whoRuns(process.cwd());
    return await withAccount(of, "run", told.note, async (cloud) => {
      await refuseAsleep(of, cloud);
      const order = orderOf(await asItRuns(target, state, cloud), command, by);
      const run: RunOnce = { order, source: source ?? { name, logGroup: "" }, timeoutMilliseconds };
      if (flags.detach) {
        const taskArn = await startDetached(run, { cloud, interrupted });
        told.stop();
        const started = { stack: stack.name, name, taskArn };
        process.stdout.write(
          flags.json
            ? `${JSON.stringify(started, null, 2)}\n`
            : runStartedText(started, `${of.argument} ${name}${sandboxFlag(of)}`),
        );
        return exitCodes.done;
      }
      told.stop();
      const lines = flags.json ? process.stderr : process.stdout;
      const { taskArn, exitCode } = await runOnce(run, {
        cloud,
        pause: sleep,
        now: Date.now,
        say: told.note,
        print: ({ text }) => lines.write(`${text}\n`),
        interrupted,
      });
      if (flags.json)
        process.stdout.write(`${JSON.stringify({ stack: stack.name, name, taskArn, exitCode }, null, 2)}\n`);
      return exitCode;
    });
  } finally {
    told.stop();
  }
}

function orderOf(
  { name, cluster, taskDefinition, container, network, alone }: RunTarget,
  command: readonly string[],
  by: string,
): RunOnce["order"] {
  const { subnets, securityGroups } = network;
  const startedBy = `run/${by.replace(/ <.*>$/, "")}`.replaceAll(/[^\w/-]+/g, "-").slice(0, startedByLimit);
  return { name, cluster, taskDefinition, container, subnets, securityGroups, command, startedBy, alone };
}

function timeoutOf(text: string): number {
  const milliseconds = millisecondsOf(text);
  if (milliseconds === undefined) {
    throw new UserError(`--timeout ${text} does not fit: give a time such as 90s, 30m or 2h`);
  }
  return milliseconds;
}
