import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type Spread, spread } from "./judge.mts";

/** A Node program with its arguments, and where it runs. */
export interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
}

interface Sample {
  readonly seconds: number;
  /** Of the largest Node process of the command. */
  readonly peakMiB: number;
}

/** What the runs of one command took. */
export interface Measured {
  readonly seconds: Spread;
  readonly peakMiB: Spread;
}

/**
 * Runs each command `runs` times after one time that is not counted, in turn, so that whatever else the machine does
 * disturbs all of them alike.
 */
export function measureInTurn<Name extends string>(
  commands: Readonly<Record<Name, Command>>,
  runs: number,
  tell: (progress: string) => void,
): Record<Name, Measured> {
  const named = Object.entries<Command>(commands).map(([name, command]) => ({
    name,
    command,
    samples: [] as Sample[],
  }));
  for (let round = 0; round <= runs; round += 1) {
    for (const { name, command, samples } of named) {
      const sample = measure(command);
      if (round > 0) {
        samples.push(sample);
      }
      const which = round > 0 ? `run ${round} of ${runs}` : "uncounted";
      tell(`${which}  ${sample.seconds.toFixed(2)} s  ${sample.peakMiB.toFixed(0)} MiB  ${name}`);
    }
  }
  const measured = named.map(({ name, samples }) => [
    name,
    { seconds: spread(samples.map(({ seconds }) => seconds)), peakMiB: spread(samples.map(({ peakMiB }) => peakMiB)) },
  ]);
  return Object.fromEntries(measured) as Record<Name, Measured>;
}

const preload = join(import.meta.dirname, "peak-memory.cjs");

/** Runs a Node program once. */
function measure({ args, cwd }: Command): Sample {
  const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
  const file = join(folder, "peak-memory");
  const env = {
    ...process.env,
    // The program's own Node for whatever it starts, and nobody's options but ours.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
    NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
    BENCH_PEAK_MEMORY_FILE: file,
    // Nothing that asks the network, to the advantage of CDK.
    CDK_DISABLE_CLI_TELEMETRY: "true",
    NO_COLOR: "1",
  };
  try {
    const start = process.hrtime.bigint();
    const { status, error, stderr } = spawnSync(process.execPath, args, {
      cwd,
      env,
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (status !== 0) {
      throw new Error(`\`${args.join(" ")}\` ended with exit code ${status}:\n${error?.message ?? stderr}`);
    }
    const peaksKiB = readFileSync(file, "utf8").trim().split("\n").map(Number);
    return { seconds, peakMiB: Math.max(...peaksKiB) / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
