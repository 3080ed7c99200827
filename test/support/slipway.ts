import { spawn } from "node:child_process";
import { join } from "node:path";
import { ended } from "./ended.ts";
import { checkout } from "./stack-files.ts";

/** What a command left behind. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `slipway` as a person would, or with some variables as a job does, in a folder and without anybody's credentials. */
export async function slipway(
  args: readonly string[],
  folder: string = checkout,
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [join(checkout, "cli", "slipway.mjs"), ...args], {
    cwd: folder,
    env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { code, stdout, stderr } = await ended(child);
  return { code, stdout, stderr };
}
