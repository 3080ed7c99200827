import { run } from "../../../cli/main.ts";
import type { Ended } from "../ended.ts";

/** Runs slipway's command line in this process, for what it refuses at once: a process each would take far longer. */
export async function runHere(args: readonly string[]): Promise<Pick<Ended, "code" | "stdout" | "stderr">> {
  const { stdout, stderr } = process;
  const written = { stdout: "", stderr: "" };
  const originals = { stdout: stdout.write, stderr: stderr.write };
  stdout.write = (text: string | Uint8Array) => {
    written.stdout += String(text);
    return true;
  };
  stderr.write = (text: string | Uint8Array) => {
    written.stderr += String(text);
    return true;
  };
  try {
    return { code: await run(args), ...written };
  } finally {
    stdout.write = originals.stdout;
    stderr.write = originals.stderr;
  }
}
