import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../lib/user-error.ts";
import type { Cloud } from "./cloud.ts";

/** Between two looks at a database that starts. */
const pauseMilliseconds = 15_000;
/** A database takes minutes to start; where it has to recover first, more. */
const mostMinutes = 45;

export interface WakeMeans {
  readonly cloud: Pick<Cloud, "invoke">;
  /** Told what is waited for, once for each thing that changes. */
  readonly say: (sentence: string) => void;
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** Wakes a stack through its function and waits until it is awake; false when there is no such function. */
export async function wake(functionName: string, { cloud, say, pause = sleep }: WakeMeans): Promise<boolean> {
  let said = "";
  for (let waited = 0; waited <= mostMinutes * 60_000; waited += pauseMilliseconds) {
    // Only the first call gives the order: an evening that begins meanwhile is not overruled.
    const answer = await cloud.invoke(functionName, { do: waited === 0 ? "wake" : "settle" });
    if (answer === undefined) {
      return false;
    }
    const { is, waiting } = settledIn(answer, functionName);
    if (is === "awake") {
      return true;
    }
    if (is === "asleep") {
      throw new UserError(`${functionName}: it was sent to sleep again before it was awake: wake it again`);
    }
    said = tell(`waiting for ${waiting.join(", ")} to start, which takes some minutes`, said, say);
    await pause(pauseMilliseconds);
  }
  throw new UserError(`${functionName}: not awake after ${mostMinutes} minutes (${said}): look at the database in RDS`);
}

function tell(sentence: string, before: string, say: (sentence: string) => void): string {
  if (sentence !== before) {
    say(sentence);
  }
  return sentence;
}

function settledIn(answer: unknown, functionName: string): { is: string; waiting: readonly unknown[] } {
  if (typeof answer === "object" && answer !== null && "is" in answer && "waiting" in answer) {
    const { is, waiting } = answer;
    if (typeof is === "string" && Array.isArray(waiting)) {
      return { is, waiting };
    }
  }
  throw new UserError(
    `${functionName} answers ${JSON.stringify(answer)} and not what it is: deploy it again with "up"`,
  );
}
