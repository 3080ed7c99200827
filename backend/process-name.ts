import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** Name of the program that a process of this machine runs; undefined where that cannot be seen. */
export function processName(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return askPs(pid);
  }
}

/** There is no /proc but on Linux. */
function askPs(pid: number): string | undefined {
  try {
    const path = execFileSync("ps", ["-p", `${pid}`, "-o", "comm="], { encoding: "utf8", stdio: "pipe" }).trim();
    return path === "" ? undefined : basename(path);
  } catch {
    return undefined;
  }
}
