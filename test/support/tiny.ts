import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const checkout = fileURLToPath(new URL("../..", import.meta.url));

/** How one run of a verb ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the tiny project, inside of the checkout so that it finds its packages. */
export function copyTinyProject(): { readonly folder: string; remove(): void } {
  mkdirSync(join(checkout, ".slipway"), { recursive: true });
  const folder = mkdtempSync(join(checkout, ".slipway", "test-"));
  cpSync(join(checkout, "test/support/tiny-project"), folder, { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a verb of the sandbox in a process of its own, which a fault may kill. */
export function runTiny(folder: string, verb: string, fault?: object): Promise<Ended> {
  const script = join(checkout, "test/support/run-tiny.ts");
  const args = [script, folder, verb, ...(fault ? [JSON.stringify(fault)] : [])];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data) => {
      stdout += data;
    });
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    child.on("error", reject).on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
