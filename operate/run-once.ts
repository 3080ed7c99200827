import type { Cloud } from "../cloud/cloud.ts";
import type { TaskAddress, TaskLook, TaskOrder } from "../cloud/operations.ts";
import { explain } from "../cloud/outcome.ts";
import { messageOf } from "../lib/message-of.ts";
import { UserError } from "../lib/user-error.ts";
import type { LogSource } from "./log-sources.ts";
import { type ReadLine, readLogs } from "./read-logs.ts";

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
export async function startDetached({ order }: RunOnce, { cloud }: Pick<RunMeans, "cloud">): Promise<string> {
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
function logOf(source: LogSource, from: number, means: RunMeans): Log {
  const printed = new Set<string>();
  let problem = "";
  const printNew = async () => {
    let count = 0;
    for await (const line of linesSince(source, from, means)) {
      if (printed.has(line.id)) continue;
      printed.add(line.id);
      means.print(line);
      count += 1;
    }
    return count;
  };
  return {
    async print() {
      try {
        return await printNew();
      } catch (error) {
        if (problem === "") means.say(`its log cannot be read: ${messageOf(error)}`);
        problem = messageOf(error);
        return 0;
      }
    },
  };
}

/** The clocks of this machine and of AWS may differ by a minute. */
function linesSince(source: LogSource, from: number, { cloud, pause }: RunMeans): AsyncGenerator<ReadLine> {
  const wanted = { from: from - 60_000, errors: false, follow: false, without: new Set<string>() };
  return readLogs([source], wanted, { cloud, pause, ended: new AbortController().signal, missing: () => {} });
}

interface Ended {
  readonly stopped?: TaskLook["stopped"];
  /** Why it was told to stop, if it was. */
  readonly because?: string;
}

async function untilStopped(run: RunOnce, address: TaskAddress, log: Log, means: RunMeans): Promise<Ended> {
  const deadline = means.now() + run.timeoutMilliseconds;
  let status = "";
  let because: string | undefined;
  for (;;) {
    const look = await means.cloud.lookAtTask(address).catch((error: unknown) => {
      throw new UserError(unwatched(run, address, error));
    });
    if (look?.stopped) return { stopped: look.stopped, ...(because !== undefined && { because }) };
    if (look && look.status !== status) {
      status = look.status;
      means.say(`task ${idOf(address.taskArn)}: ${status.toLowerCase()}`);
    }
    await log.print();
    if (because === undefined) {
      because = whyStop(deadline, means);
      if (because !== undefined) {
        means.say(`telling task ${idOf(address.taskArn)} to stop: ${because}`);
        await means.cloud.stopTask(address, because);
      }
    }
    await means.pause(pollMilliseconds);
  }
}

function unwatched({ order }: RunOnce, { cluster, taskArn }: TaskAddress, error: unknown): string {
  return `${order.name}: task ${idOf(taskArn)} can no longer be watched (${messageOf(error)}): it may still run; stop it with "aws ecs stop-task --cluster ${cluster} --task ${taskArn}"`;
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
