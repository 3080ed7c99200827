import { UserError } from "../lib/user-error.ts";
import type { CloudPlace } from "./cloud.ts";
import type { Operations } from "./operations.ts";
import type { Ask } from "./sandbox.ts";
import { isEndpoint, isLogPage, isTaskLook, isText } from "./sandbox-answers.ts";

/** What the sandbox can say of a stack that runs; no process does, so there is nothing to open a shell in. */
export function sandboxOperations(place: CloudPlace, ask: Ask): Operations {
  return {
    logLines: async (query) =>
      (await ask("log-lines", { ...query, place }, { is: isLogPage, expected: "{lines} or null" })) ?? undefined,
    startTask: (order) => ask("start-task", order, { is: isText, expected: "an ARN" }),
    lookAtTask: async ({ taskArn }) =>
      (await ask("look-at-task", { taskArn, place }, { is: isTaskLook, expected: "{status} or null" })) ?? undefined,
    // A task has ended before anybody can tell it to.
    stopTask: async () => {},
    openShell: async ({ taskArn }) => nothingRuns(taskArn),
    openForward: async ({ taskArn }) => nothingRuns(taskArn),
    endpointOf: async (store, identifier) =>
      (await ask("endpoint", { store, identifier, place }, { is: isEndpoint, expected: "{host, port} or null" })) ??
      undefined,
  };
}

function nothingRuns(taskArn: string): never {
  throw new UserError(
    `task ${taskArn.slice(taskArn.lastIndexOf("/") + 1)} is in the sandbox, where no process runs: on AWS, without --sandbox, this opens it`,
  );
}
