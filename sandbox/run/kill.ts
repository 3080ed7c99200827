import { execFileSync } from "node:child_process";

/** Ends this process and everything it has started, the way `kill -9` does: nobody gets to put anything in order. */
export function killEverything(): void {
  for (const pid of [...descendants(process.pid), process.pid]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

function descendants(root: number): readonly number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): readonly number[] =>
    rows.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid, ...childrenOf(pid)] : []));
  return childrenOf(root);
}
