import type { ECSClient } from "@aws-sdk/client-ecs";
import type { Session } from "./session.ts";

/** What running a task is given. */
export interface RunMeans {
  readonly session: Session;
  /** Pause between two looks at a task. */
  readonly pollMilliseconds: number;
  pause(milliseconds: number): Promise<unknown>;
  /** Told why it takes longer than the task itself. */
  say(sentence: string): void;
}

/** The same with the client, which is made once the credentials are known to be the right ones. */
export interface TaskMeans extends RunMeans {
  readonly ecs: ECSClient;
}
