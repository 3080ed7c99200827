// Preloaded into every Node process of a measured command. Each adds one line with its peak memory in KiB when it ends:
// that works the same on every platform, where a tool like `time -v` does not.
const { appendFileSync } = require("node:fs");

process.on("exit", () => {
  appendFileSync(process.env.BENCH_PEAK_MEMORY_FILE, `${process.resourceUsage().maxRSS}\n`);
});
