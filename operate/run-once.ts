import type { Cloud } from "../cloud/cloud.ts";
import type { TaskAddress, TaskLook, TaskOrder } from "../cloud/operations.ts";
import { explain } from "../cloud/outcome.ts";
import { messageOf } from "../lib/message-of.ts";
import { UserError } from "../lib/user-error.ts";
import type { LogSource } from "./log-sources.ts";
import { logTail } from "./log-tail.ts";
import { linesOfAll, type ReadLine } from "./read-logs.ts";

/** A command that was given to ECS, and how long it may take. */
export interface RunOnce {
  readonly order: TaskOrder;
  readonly source: LogSource;
  readonly timeoutMilliseconds: number;
}

/** A task whose command has come to its end. */
export interface RanOnce {
  readonly taskArn: string;
  readonly exitCode: number;
}

export interface RunMeans {
  readonly cloud: Pick<Cloud, "startTask" | "lookAtTask" | "stopTask" | "logLines">;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told how it stands. */
  readonly say: (sentence: string) => void;
  readonly print: (line: ReadLine) => void;
  /** Whoever asked for it wants it to stop. */
  readonly interrupted: AbortSignal;
}

const pollMilliseconds = 2000;
/** Lines arrive some seconds after a container has ended. */
const looksAfterEnd = 4;
/** The clocks of this machine and of AWS may differ by so much. */
const clockMilliseconds = 60_000;
/** So long a task may be out of sight, as when this machine changes its network. */
const blindMilliseconds = 120_000;

/**
 * Runs a command in a task of its own, prints what it writes, and tells how it ended. One that takes
 * too long, or that nobody wants any more, is stopped.
 */
export async function runOnce(run: RunOnce, means: RunMeans): Promise<RanOnce> {
  const { order } = run;
  const { taskArn, log } = await begin(run, means);
  const address = { cluster: order.cluster, taskArn, container: order.container };
  const ended = await untilStopped(run, address, log, means);
  const { stopped } = ended;
  await restOf(log, means, ended.because === undefined && stopped?.exitCode !== undefined);
  if (ended.because !== undefined) {
    throw new UserError(`${order.name}: task ${idOf(taskArn)} was stopped, because ${ended.because}`);
  }
  if (stopped?.exitCode === undefined || stopped.stopCode !== "EssentialContainerExited") {
    // Its lines were printed as they came.
    throw new UserError(
      explain({ ...stopped, taskArn, lastLogLines: [] })
        .split("\n")
        .filter((line) => !line.startsWith("it wrote no log lines"))
        .join("\n"),
    );
  }
  return { taskArn, exitCode: stopped.exitCode };
}

/** Starts the task alone. */
export async function startDetached(
  { order }: RunOnce,
  { cloud, interrupted }: Pick<RunMeans, "cloud" | "interrupted">,
): Promise<string> {
  if (interrupted.aborted) {
    throw new UserError(`${order.name}: no task was started, because you interrupted it`);
  }
  return cloud.startTask(order);
}

interface Log {
  /** Prints what is new. */
  print(): Promise<number>;
}

async function begin(run: RunOnce, means: RunMeans): Promise<{ taskArn: string; log: Log }> {
  const from = means.now();
  const taskArn = await startDetached(run, means);
  means.say(`task ${idOf(taskArn)} of ${idOf(run.order.taskDefinition)} is on its way`);
  return { taskArn, log: logOf({ ...run.source, streams: `${run.source.streams}${idOf(taskArn)}` }, from, means) };
}

/** The log of the one task; each look prints what came since. How the task ends matters more than what it writes. */
function logOf(source: LogSource, begin: number, { cloud, now, say, print }: RunMeans): Log {
  const means = { cloud, ended: new AbortController().signal, missing: () => {} };
  const wanted = { errors: false, follow: false, without: new Set<string>() };
  const { look } = logTail(begin - clockMilliseconds, {
    linesSince: (from) => linesOfAll([source], { ...wanted, from }, means),
    now,
  });
  let problem = "";
  return {
    async print() {
      let count = 0;
      try {
        for await (const line of look()) {
          print(line);
          count += 1;
        }
      } catch (error) {
        if (problem === "") say(`its log cannot be read: ${messageOf(error)}`);
        problem = messageOf(error);
      }
      return count;
    },
  };
}

interface Ended {
  readonly stopped?: TaskLook["stopped"];
  /** Why it was told to stop, if it was. */
  readonly because?: string;
}

async function untilStopped(run: RunOnce, address: TaskAddress, log: Log, means: RunMeans): Promise<Ended> {
  const look = watch(run, address, means);
  const deadline = means.now() + run.timeoutMilliseconds;
  let because: string | undefined;
  for (;;) {
    const stopped = await look();
    if (stopped) return { stopped, ...(because !== undefined && { because }) };
    await log.print();
    if (because === undefined) {
      because = whyStop(deadline, means);
      if (because !== undefined) await stop(run, address, because, means);
    }
    await means.pause(pollMilliseconds);
  }
}

/** Looks how the task is, and says what is new; how it ended, once it has. */
function watch(run: RunOnce, address: TaskAddress, { cloud, now, say }: RunMeans): () => Promise<TaskLook["stopped"]> {
  const id = idOf(address.taskArn);
  let status = "";
  let seenAt = now();
  return async () => {
    try {
      const look = await cloud.lookAtTask(address);
      seenAt = now();
      if (look && look.status !== status && !look.stopped) say(`task ${id}: ${look.status.toLowerCase()}`);
      status = look?.status ?? status;
      return look?.stopped;
    } catch (error) {
      if (now() - seenAt > blindMilliseconds) {
        throw new UserError(
          `${run.order.name}: task ${id} can no longer be watched (${messageOf(error)}): ${byHand(address)}`,
        );
      }
      if (status !== "") say(`task ${id} cannot be seen (${messageOf(error)}): looking again`);
      status = "";
      return undefined;
    }
  };
}

async function stop(
  { order }: RunOnce,
  address: TaskAddress,
  because: string,
  { cloud, say }: RunMeans,
): Promise<void> {
  const id = idOf(address.taskArn);
  say(`telling task ${id} to stop: ${because}`);
  try {
    await cloud.stopTask(address, because);
  } catch (error) {
    throw new UserError(`${order.name}: task ${id} cannot be stopped (${messageOf(error)}): ${byHand(address)}`);
  }
}

function byHand({ cluster, taskArn }: TaskAddress): string {
  return `it may still run; stop it with "aws ecs stop-task --cluster ${cluster} --task ${taskArn}"`;
}

function whyStop(deadline: number, { interrupted, now }: RunMeans): string | undefined {
  if (interrupted.aborted) return "you interrupted it";
  return now() >= deadline ? "it took longer than it may: give it more with --timeout" : undefined;
}

async function restOf(log: Log, means: RunMeans, isPatient: boolean): Promise<void> {
  let wrote = await log.print();
  for (let look = 1; isPatient && look < looksAfterEnd; look += 1) {
    await means.pause(pollMilliseconds);
    const more = await log.print();
    // Silence after lines is their end.
    if (more === 0 && wrote > 0) return;
    wrote += more;
  }
}

function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
