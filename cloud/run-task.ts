import type { Cloud, OneOffTask } from "./cloud.ts";
import { explain, succeeded } from "./outcome.ts";

/** Runs tasks on `cloud`; one that does not end well is an error that explains itself. */
export function runTask(cloud: Cloud): (task: OneOffTask) => Promise<void> {
  return async (task) => {
    const stopped = await cloud.runTask(task);
    if (!succeeded(stopped)) {
      throw new Error(`${task.startedBy} failed: ${explain(stopped)}`);
    }
  };
}
