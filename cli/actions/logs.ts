import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud } from "../../cloud/cloud.ts";
import { millisecondsOf } from "../../lib/duration.ts";
import { UserError } from "../../lib/user-error.ts";
import { failedDeployments } from "../../operate/failed-deployments.ts";
import { chosenSources, type LogSource } from "../../operate/log-sources.ts";
import { addressOf, type Operated, operated, withAccount } from "../../operate/operated.ts";
import { readLogs, type WantedLines } from "../../operate/read-logs.ts";
import { exitCodes } from "../exit-codes.ts";
import { interruption } from "../interruption.ts";
import { working } from "../progress.ts";
import { logJson, logText } from "../texts/logs.ts";
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
      const without = flags.previous ? await idsOfRunning(of, servicesIn(sources), cloud) : new Set<string>();
      told.stop();
      for (const reason of reasons) process.stdout.write(`${reason}\n\n`);
      await printAll({ of, sources, flags, ended }, { from, without }, cloud);
    });
  } finally {
    told.stop();
  }
  return exitCodes.done;
}

interface Reading {
  readonly of: Operated;
  readonly sources: readonly LogSource[];
  readonly flags: LogsFlags;
  readonly ended: AbortSignal;
}

async function printAll(
  { of, sources, flags, ended }: Reading,
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
  };
  const style = { names: sources.length > 1, now: new Date() };
  let count = 0;
  for await (const line of readLogs(sources, { ...wanted, ...(grep !== undefined && { grep }) }, means)) {
    count += 1;
    await written(process.stdout, flags.json ? logJson(line) : logText(line, style), ended);
  }
  if (count === 0 && !ended.aborted) process.stderr.write(`${nothingText(of, missing, flags)}\n`);
}

function nothingText(
  { stack, argument }: Operated,
  missing: readonly string[],
  { since, grep, errors }: LogsFlags,
): string {
  const what = [
    ...(grep === undefined ? [] : [`with ${JSON.stringify(grep)}`]),
    ...(errors ? ["that look like errors"] : []),
  ];
  const groups =
    missing.length === 0 ? "" : ` (${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not there yet)`;
  return `no lines${what.map((one) => ` ${one}`).join("")} in ${stack.name} since ${since}${groups}: look further back, such as npx slipway logs ${argument} --since 1d`;
}

function servicesIn(sources: readonly LogSource[]): readonly string[] {
  return sources.flatMap(({ service }) => service ?? []);
}

async function idsOfRunning(
  { stack }: Operated,
  services: readonly string[],
  cloud: Pick<Cloud, "running">,
): Promise<ReadonlySet<string>> {
  const running = await Promise.all(services.map((service) => cloud.running(addressOf(stack, service))));
  const arns = running.flatMap((found) => (found?.tasks ?? []).map(({ taskArn }) => taskArn));
  return new Set(arns.map((arn) => arn.slice(arn.lastIndexOf("/") + 1)));
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
