// Preloaded into every Node process of a measured command. Each adds one line with its peak memory in KiB when it ends:
// that works the same on every platform, where a tool like `time -v` does not.
const { appendFileSync, readFileSync } = require("node:fs");

/** On Linux `maxRSS` begins with what the parent had when it started the process, so there the kernel is asked. */
exports.peakKiB = () =>
  process.platform === "linux"
    ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))[1])
    : process.resourceUsage().maxRSS;

const file = process.env.BENCH_PEAK_MEMORY_FILE;
if (file !== undefined) {
  process.on("exit", () => appendFileSync(file, `${exports.peakKiB()}\n`));
}
