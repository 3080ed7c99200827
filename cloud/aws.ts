import { openSession } from "./aws/session.ts";
import type { Cloud, CloudPlace } from "./cloud.ts";

export interface AwsOptions extends CloudPlace {
  /** Address that stands in for AWS's own, for an emulator. */
  readonly endpoint?: string;
  /** Pause between two looks at a running task. */
  readonly pollMilliseconds?: number;
}

/** AWS itself. Nothing is loaded before the first question, and then only the clients that it needs. */
export function awsCloud({ pollMilliseconds = 5000, ...options }: AwsOptions): Cloud {
  const session = openSession(options);
  return {
    async runTask(task) {
      const { runTask } = await import("./aws/tasks.ts");
      return runTask(task, session, pollMilliseconds);
    },
    async find(wanted) {
      const { find } = await import("./aws/find.ts");
      return find(wanted, session);
    },
  };
}
