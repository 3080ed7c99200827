import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { UserError } from "../lib/user-error.ts";
import { type EngineLog, parseEngineLog } from "./engine-events.ts";

/** What one run of the engine came to. */
export interface EngineRun extends EngineLog {
  readonly succeeded: boolean;
}

/**
 * Runs `pulumi preview` or `pulumi up` on a stack, in the folder of its project. What it prints is progress and goes to
 * standard error; what it did is read from its log of events.
 */
export async function runEngine(folder: string, stack: string, args: readonly string[]): Promise<EngineRun> {
  const kept = mkdtempSync(join(tmpdir(), "slipway-engine-"));
  try {
    const file = join(kept, "events.json");
    const quiet = ["--non-interactive", "--suppress-outputs", "--suppress-progress", "--color", "never"];
    const all = [...args, "--stack", stack, "--event-log", file, ...quiet];
    const succeeded = await run(folder, all);
    return { succeeded, ...parseEngineLog(textOf(file)) };
  } finally {
    rmSync(kept, { recursive: true, force: true });
  }
}

function run(folder: string, args: readonly string[]): Promise<boolean> {
  // The log of events is an option that the engine shows to those who look for faults in it.
  const env = { ...process.env, PULUMI_DEBUG_COMMANDS: "true" };
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", [...args], { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
    createInterface(child.stdout).on("line", (line) => isOfNothing(line) || process.stderr.write(`${line}\n`));
    // An interrupt goes to the engine too, which ends in order; this process waits for it.
    const wait = () => {};
    process.on("SIGINT", wait);
    child.on("error", () =>
      reject(new UserError("there is no pulumi on PATH: put the one there that docs/engine.md names")),
    );
    child.on("close", (code) => {
      process.off("SIGINT", wait);
      resolve(code === 0);
    });
  });
}

/** A line of a resource that stays as it is, or is only read: there are hundreds, and they hide the others. */
function isOfNothing(line: string): boolean {
  return /^ {4}[\w-]+:[\w/-]+:\S+ \S+\s*$/.test(line) || /^ ~ {2}\S+ \S+ refresh(ing)?( \([\d.]+s\))?\s*$/.test(line);
}

/** An engine that failed before its first event writes no log. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
