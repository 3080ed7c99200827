import { z } from "zod";
import type { TaskLook } from "../../cloud/operations.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";
import { runTask } from "./run-task.ts";

const ENDED = "sandbox:ecs:EndedTask";

const ended = z.object({
  stopCode: z.string(),
  stoppedReason: z.string(),
  exitCode: z.number().exactOptional(),
});

/** Runs a task to its end, at once, and keeps how it ended for whoever looks. */
export function startTask(accounts: Accounts, body: unknown): string {
  const { taskArn, stopCode, stoppedReason, exitCode } = runTask(accounts, body);
  const [, , , , accountId = ""] = taskArn.split(":");
  const outputs = { stopCode, stoppedReason, ...(exitCode !== undefined && { exitCode }) };
  accountAt(accounts, accountId).put({ type: ENDED, id: taskArn, inputs: {}, outputs });
  return taskArn;
}

const question = z.object({ taskArn: z.string(), place });

/** How a task ended that was started so. */
export function lookAtTask(accounts: Accounts, body: unknown): TaskLook | undefined {
  const asked = question.parse(body);
  const kept = accountAt(accounts, asked.place.accountId).get(ENDED, asked.taskArn);
  return kept && { status: "STOPPED", stopped: ended.parse(kept.outputs) };
}
