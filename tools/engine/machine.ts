import { spawn } from "node:child_process";
import { constants, createWriteStream } from "node:fs";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { finished } from "node:stream/promises";

/** What the search for an engine needs to know of the machine it runs on. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly arch: string;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  const { env, platform, arch } = process;
  return { env, platform, arch, fetch };
}

/** Folder outside every checkout where engines are kept: `$SLIPWAY_CACHE`, else the user's cache. */
export function engineCache({ env }: Machine): string {
  return join(env.SLIPWAY_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "slipway"), "engine");
}

/** Every executable called `name` on PATH, in the order of PATH. */
export async function onPath(name: string, { env }: Machine): Promise<string[]> {
  const found: string[] = [];
  for (const folder of (env.PATH ?? "").split(delimiter).filter((entry) => entry !== "")) {
    const file = resolve(folder, name);
    if (await isExecutable(file)) {
      found.push(file);
    }
  }
  return found;
}

/** Whether `file` is there and may be run. */
export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** How a command ended, and what it wrote. */
export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

/** What a command is run with. */
export interface CommandOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** File that gets all output too. */
  readonly logFile?: string;
  readonly timeoutSeconds?: number;
}

/** Runs a command to its end; a command that cannot be started is one that failed. */
export async function runCommand(file: string, args: readonly string[], options: CommandOptions): Promise<Outcome> {
  const { env, cwd, logFile, timeoutSeconds } = options;
  const log = logFile === undefined ? undefined : createWriteStream(logFile);
  let output = "";
  const collect = (text: string) => {
    output += text;
    log?.write(text);
  };
  const child = spawn(file, args, {
    env: { ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(cwd === undefined ? {} : { cwd }),
    ...(timeoutSeconds === undefined ? {} : { timeout: timeoutSeconds * 1000, killSignal: "SIGKILL" }),
  });
  child.stdout.setEncoding("utf8").on("data", collect);
  child.stderr.setEncoding("utf8").on("data", collect);
  const ok = await new Promise<boolean>((resolve) => {
    child.on("error", (error) => {
      collect(error.message);
      resolve(false);
    });
    child.on("close", (code) => resolve(code === 0));
  });
  if (log) {
    log.end();
    await finished(log);
  }
  return { ok, output };
}
