import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Ended, ended } from "./ended.ts";
import { checkout } from "./stack-files.ts";

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
  return ended(spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] }));
}
