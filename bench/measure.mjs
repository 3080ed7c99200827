import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const preload = fileURLToPath(new URL("peak-memory.cjs", import.meta.url));

/** Runs a Node program once and returns its wall time and the peak memory of its largest process. */
export async function measure({ args, cwd }) {
  const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
  const file = join(folder, "peak-memory");
  const env = {
    ...process.env,
    // The program's own Node for whatever it starts, and nobody's options but ours.
    PATH: `${join(process.execPath, "..")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`,
    NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
    BENCH_PEAK_MEMORY_FILE: file,
    // Nothing that asks the network, to the advantage of CDK.
    CDK_DISABLE_CLI_TELEMETRY: "true",
    NO_COLOR: "1",
  };
  try {
    const start = process.hrtime.bigint();
    const { code, output } = await run(args, cwd, env);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (code !== 0) {
      throw new Error(`\`${args.join(" ")}\` ended with exit code ${code}:\n${output}`);
    }
    const peaksKiB = readFileSync(file, "utf8").trim().split("\n").map(Number);
    return { seconds, peakMiB: Math.max(...peaksKiB) / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args, cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "ignore", "pipe"] });
    let output = "";
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
