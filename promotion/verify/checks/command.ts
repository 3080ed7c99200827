import type { StoppedTask } from "../../../cloud/cloud.ts";
import { explain, succeeded, TaskTimeout } from "../../../cloud/outcome.ts";
import type { CommandCheck } from "../../../config/app-checks.ts";
import { counted } from "../../../lib/counted.ts";
import type { CheckMeans, Finding } from "../check.ts";

/** RunTask takes at most 36 characters. */
const startedByLimit = 36;

/** A task has to be placed and its image pulled before the command's own time begins. */
const startMinutes = 5;

/** Whether a command ends with 0, in a task beside those of a service, with its image, its rights and its secrets. */
export async function command(check: CommandCheck, { cloud, state, say }: CheckMeans): Promise<Finding> {
  const beside = [...state.services, ...state.jobs].find(({ name }) => name === check.service);
  if (beside === undefined) {
    return unknown(`${check.service} is not deployed, so there is no task definition to run it with`);
  }
  const { cluster, taskDefinition, container, network } = beside;
  const task = {
    name: check.name,
    cluster,
    taskDefinition,
    container,
    ...network,
    command: check.command,
    startedBy: `check-${check.name}`.slice(0, startedByLimit),
    timeoutMinutes: startMinutes + check.timeoutSeconds / 60,
  };
  try {
    return judged(check, await cloud.runTask(task, say));
  } catch (error) {
    if (error instanceof TaskTimeout) {
      return tooLate(check, error);
    }
    throw error;
  }
}

function judged({ command: words, timeoutSeconds }: CommandCheck, stopped: StoppedTask): Finding {
  const what = words.join(" ");
  const { ranSeconds = 0 } = stopped;
  if (succeeded(stopped)) {
    return ranSeconds > timeoutSeconds
      ? { passed: false, says: `${what} took ${Math.ceil(ranSeconds)} seconds, and may take ${timeoutSeconds}` }
      : { passed: true, says: `${what} ended with 0` };
  }
  // A task that never ran, or that somebody else has stopped, says nothing of the release.
  return stopped.stopCode === "EssentialContainerExited" && stopped.exitCode !== undefined
    ? { passed: false, says: `${what} did not end well: ${explain(stopped)}` }
    : unknown(`${what} did not come to its end: ${explain(stopped)}`);
}

function tooLate({ command: words, timeoutSeconds }: CommandCheck, { late }: TaskTimeout): Finding {
  const what = words.join(" ");
  const log = late.lastLogLines.map((line) => `  ${line}`);
  return late.wasRunning
    ? {
        passed: false,
        says: [`${what} did not end within ${counted(timeoutSeconds, "second")}: ${late.stopping}`, ...log].join("\n"),
      }
    : unknown(
        `the task of ${what} did not start within ${startMinutes} minutes and ${timeoutSeconds} seconds: ${late.stopping}`,
      );
}

function unknown(says: string): Finding {
  return { passed: false, says, couldNotLook: true };
}
