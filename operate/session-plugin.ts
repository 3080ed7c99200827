import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import type { OpenedSession } from "../cloud/operations.ts";
import { UserError } from "../lib/user-error.ts";

const plugin = "session-manager-plugin";
/** The variable that newer ones read the session from, so that no other user of the machine sees its token. */
const responseVariable = "AWS_SSM_START_SESSION_RESPONSE";
/** The last version that takes it as an argument alone. */
const lastWithoutVariable = [1, 2, 497, 0];

const fromTerminal = ["SIGINT", "SIGQUIT", "SIGTSTP"] as const;
/** What is sent to this program alone; without the plugin's end the session would stay open. */
const toEnd = ["SIGTERM", "SIGHUP"] as const;

/** The version of the plugin on PATH. Asked for before a session is opened, which nobody could use without it. */
export async function pluginVersion(variables: NodeJS.ProcessEnv): Promise<string> {
  try {
    return (await promisify(execFile)(plugin, ["--version"], { env: variables })).stdout.trim();
  } catch {
    throw new UserError(
      `there is no ${plugin} on PATH, which speaks with the task: get it from AWS, https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html, and see with "${plugin} --version" whether it is found`,
    );
  }
}

/** Speaks a session until it ends, with this terminal, and returns the plugin's exit code. */
export async function speak(
  { session, region, request, endpoint }: OpenedSession,
  { version, variables }: { readonly version: string; readonly variables: NodeJS.ProcessEnv },
): Promise<number> {
  const response = JSON.stringify(session);
  const byVariable = isNewer(version);
  const child = spawn(
    plugin,
    [
      byVariable ? responseVariable : response,
      region,
      "StartSession",
      variables.AWS_PROFILE ?? "",
      JSON.stringify(request),
      endpoint,
    ],
    { stdio: "inherit", env: { ...variables, ...(byVariable && { [responseVariable]: response }) } },
  );
  // The terminal sends these to the plugin too, which hands them to what runs in the task.
  const leaveToPlugin = () => {};
  const handOn = (signal: NodeJS.Signals) => void child.kill(signal);
  for (const signal of fromTerminal) process.on(signal, leaveToPlugin);
  for (const signal of toEnd) process.on(signal, handOn);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
  } finally {
    for (const signal of fromTerminal) process.off(signal, leaveToPlugin);
    for (const signal of toEnd) process.off(signal, handOn);
  }
}

function isNewer(version: string): boolean {
  const parts = version.split(".").map(Number);
  for (const [at, last] of lastWithoutVariable.entries()) {
    const part = parts[at] ?? 0;
    if (part !== last) return part > last;
  }
  return false;
}
