import { spawn } from "node:child_process";
import { UserError } from "../../lib/user-error.ts";
import { locateForSandbox } from "./locate.ts";
import { openStack, type SandboxOptions, withSandbox } from "./session.ts";
import { readState } from "./state.ts";

/**
 * Runs a plain command, for example `pulumi up --stack staging`, in the copy of the project with the sandbox attached.
 *
 * @returns its exit code
 */
export function runAttached(words: readonly string[], options: SandboxOptions): Promise<number> {
  const [program = "", ...args] = words;
  return withSandbox(locateForSandbox(stackOf(args)), words.join(" "), options, async ({ workspace }) => {
    // On AWS, `pulumi stack init` comes once before everything else; here it would only be in the way.
    if (!args.includes("init") && !readState(workspace)) await openStack(workspace);
    return run(program, args, workspace.folder);
  });
}

/** The stack that the command is about. */
function stackOf(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === "--stack" || arg === "-s");
  return at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith("--stack="))?.slice("--stack=".length);
}

function run(program: string, args: readonly string[], cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    spawn(program, args, { cwd, stdio: "inherit" })
      .on("error", () => reject(new UserError(`there is no program ${program}: check the words after --`)))
      .on("close", (code) => resolve(code ?? 1));
  });
}
