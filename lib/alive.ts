import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** Whether the holder's process runs. Only known for this host. */
export function isAlive({ pid, host }: { readonly pid: number; readonly host: string }): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A process that has ended keeps its number until its parent asks how, which in a container may be never. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    // There is no /proc but on Linux; elsewhere the first process asks at once.
    return false;
  }
}
