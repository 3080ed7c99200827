import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud } from "../../cloud/cloud.ts";
import { millisecondsOf } from "../../lib/duration.ts";
import { UserError } from "../../lib/user-error.ts";
import { failedDeployments } from "../../operate/failed-deployments.ts";
import { chosenSources, type LogSource } from "../../operate/log-sources.ts";
import { type Operated, operated, sandboxFlag, withAccount } from "../../operate/operated.ts";
import { readLogs, type WantedLines } from "../../operate/read-logs.ts";
import { idsOfRunning } from "../../operate/running-ids.ts";
import { exitCodes } from "../exit-codes.ts";
import { interruption } from "../interruption.ts";
import { working } from "../progress.ts";
import { logJson, logText, noLinesText } from "../texts/logs.ts";
import type { LogsFlags } from "../verbs/logs.ts";
import { written } from "../written.ts";

/** `slipway logs`: reads, and prints line by line. */
export async function runLogs(argument: string, name: string | undefined, flags: LogsFlags): Promise<number> {
  const from = beginning(flags.since, Date.now());
  refuseFollowInSandbox(flags);
  const of = operated(argument, flags);
  const sources = chosenSources(of.stack, name);
  const ended = interruption();
  const told = working(`reading the logs of ${of.stack.name}`);
  try {
    await withAccount(of, "logs", told.note, async (cloud) => {
      const reasons = flags.json ? [] : await failedDeployments(of.stack, servicesIn(sources), cloud);
      const without = flags.previous ? await idsOfRunning(of.stack, sources, cloud) : new Set<string>();
      told.stop();
      for (const reason of reasons) process.stdout.write(`${reason}\n\n`);
      await printAll({ of, name, sources, flags, ended }, { from, without }, cloud);
    });
  } finally {
    told.stop();
  }
  return exitCodes.done;
}

interface Reading {
  readonly of: Operated;
  readonly name: string | undefined;
  readonly sources: readonly LogSource[];
  readonly flags: LogsFlags;
  readonly ended: AbortSignal;
}

async function printAll(
  { of, name, sources, flags, ended }: Reading,
  { from, without }: Pick<WantedLines, "from" | "without">,
  cloud: Pick<Cloud, "logLines">,
): Promise<void> {
  const { grep } = flags;
  const wanted = { from, without, errors: flags.errors === true, follow: flags.follow === true };
  const missing: string[] = [];
  const means = {
    cloud,
    pause: (milliseconds: number) => sleep(milliseconds, undefined, { signal: ended }).catch(() => {}),
    ended,
    missing: ({ logGroup }: LogSource) => missing.push(logGroup),
    now: Date.now,
    troubled: (reason: string) =>
      process.stderr.write(`the logs cannot be read (${reason}): trying on, until Ctrl-C\n`),
  };
  const style = { names: sources.length > 1, now: new Date() };
  let count = 0;
  for await (const line of readLogs(sources, { ...wanted, ...(grep !== undefined && { grep }) }, means)) {
    count += 1;
    await written(process.stdout, flags.json ? logJson(line) : logText(line, style), ended);
  }
  if (count === 0 && !ended.aborted) {
    const { stack, argument } = of;
    const place = argument + (name === undefined ? "" : ` ${name}`) + sandboxFlag(of);
    process.stderr.write(noLinesText({ ...flags, ago: Date.now() - from, of: name ?? stack.name, missing, place }));
  }
}

function servicesIn(sources: readonly LogSource[]): readonly string[] {
  return sources.flatMap(({ service }) => service ?? []);
}

function beginning(since: string, now: number): number {
  const ago = millisecondsOf(since);
  const at = ago === undefined && /^\d{4}-\d\d-\d\d/.test(since) ? Date.parse(since) : Number.NaN;
  if (ago === undefined && Number.isNaN(at)) {
    throw new UserError(
      `--since ${since} does not fit: give how long ago, such as 90s, 30m, 2h or 3d, or a time such as 2026-11-21T18:00Z`,
    );
  }
  return ago === undefined ? at : now - ago;
}

function refuseFollowInSandbox({ follow, sandbox }: LogsFlags): void {
  if (follow && sandbox) {
    throw new UserError(
      "--follow has nothing to wait for in the sandbox, where nothing is written while this verb has it: leave --follow out",
    );
  }
}
