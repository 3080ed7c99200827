import type { StoppedTask } from "./cloud.ts";

/** How a task was that took longer than it may. */
interface Late {
  /** It ran, and was not still on its way. */
  readonly wasRunning: boolean;
  /** What came of telling it to stop. */
  readonly stopping: string;
  readonly lastLogLines: readonly string[];
}

/** A task took longer than it may. Its message says all of it. */
export class TaskTimeout extends Error {
  readonly late: Late;

  constructor(message: string, late: Late) {
    super(message);
    this.name = "TaskTimeout";
    this.late = late;
  }
}

/**
 * Whether the task did what it was for. An exit code alone does not say so: a task that is stopped from outside can
 * leave 0 behind, and one whose image cannot be pulled leaves none.
 */
export function succeeded({ stopCode, exitCode }: StoppedTask): boolean {
  return stopCode === "EssentialContainerExited" && exitCode === 0;
}

/** What stopped, how and why, with its last words: several lines for whoever has to repair it. */
export function explain(task: StoppedTask): string {
  const { taskArn, stopCode, stoppedReason, exitCode, containerReason } = task;
  return [
    `task ${taskArn.slice(taskArn.lastIndexOf("/") + 1)} stopped: ${stopCode ?? "ECS gives no stop code"}`,
    exitCode === undefined ? "no exit code: the container never ran" : `exit code ${exitCode}${exitMeaning(exitCode)}`,
    ...(stoppedReason ? [`reason: ${stoppedReason}`] : []),
    ...(containerReason && containerReason !== stoppedReason ? [`container: ${containerReason}`] : []),
    ...logLines(task),
  ].join("\n");
}

/** What a task that ended well said last. */
export function lastWords(task: StoppedTask): string {
  return logLines(task).join("\n");
}

/** A container that was killed has the signal's number plus 128. */
export function exitMeaning(exitCode: number): string {
  const meanings: Readonly<Record<number, string>> = {
    126: "the command may not be executed",
    127: "the command was not found in the image",
    137: "killed: out of memory, or it did not stop in time",
    139: "segmentation fault",
    143: "ended on SIGTERM",
  };
  const meaning = meanings[exitCode];
  return meaning === undefined ? "" : ` (${meaning})`;
}

function logLines({ logGroup, lastLogLines, logProblem }: StoppedTask): string[] {
  if (logProblem !== undefined) {
    return [`its log cannot be read: ${logProblem}`];
  }
  const where = logGroup === undefined ? "" : ` in ${logGroup}`;
  if (lastLogLines.length === 0) {
    return [`it wrote no log lines${where}`];
  }
  return [`last log lines${where}:`, ...lastLogLines.map((line) => `  ${line}`)];
}
