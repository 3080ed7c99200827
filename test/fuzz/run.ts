// What `npm run fuzz` runs: many generated stack files, and all that are accepted planned twice.
//   npm run fuzz -- [--runs 10000] [--plans n] [--seed n] [--jobs n] [--json]
// Progress goes to stderr, the report to stdout; files that show a fault go to .slipway/fuzz/. Exit codes: 0 held, 1 did
// not hold, 2 wrong use.
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { counted } from "../../lib/counted.ts";
import { optionsOf, refused } from "../../tools/command-line.ts";
import { type Fuzz, fuzz } from "./fuzz.ts";
import { reportOf } from "./report.ts";
import { type Found, unreached } from "./work.ts";

const usage = `npm run fuzz -- [--runs <files>] [--plans <at most>] [--seed <number>] [--jobs <workers>] [--json]
Plans generated stack files, or sees them refused in words; those that show a fault are left in .slipway/fuzz/.`;

const usualRuns = 10_000;

function asked(): Omit<Fuzz, "onProgress"> & { readonly json: boolean } {
  const text = { type: "string" } as const;
  const options = {
    runs: text,
    plans: text,
    seed: text,
    jobs: text,
    json: { type: "boolean", default: false },
  } as const;
  const { json, ...values } = optionsOf(usage, options);
  const whole = (option: keyof typeof values, least: number, otherwise: number) => {
    const value = values[option];
    if (value !== undefined && (!/^\d{1,15}$/.test(value) || Number(value) < least)) {
      refused(`--${option} ${value}: is no whole number from ${least}`, usage);
    }
    return value === undefined ? otherwise : Number(value);
  };
  return {
    json,
    runs: whole("runs", 0, usualRuns),
    seed: whole("seed", 0, Date.now() % 100_000),
    jobs: whole("jobs", 1, availableParallelism()),
    ...(values.plans !== undefined && { plans: whole("plans", 0, usualRuns) }),
  };
}

/** Leaves the files that show something where a person finds them. */
function keep(found: readonly Found[], seed: number): string[] {
  const folder = join(import.meta.dirname, "..", "..", ".slipway", "fuzz");
  return found.map(({ text }, index) => {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${seed}-${index + 1}.yaml`);
    writeFileSync(file, text);
    return file;
  });
}

const how = asked();
// Measured with two workers, all that is accepted being planned.
const minutes = Math.ceil(how.runs / 600);
process.stderr.write(
  `${counted(how.runs, "stack file")}, seed ${how.seed}: ${counted(minutes, "minute")} or so on two cores\n`,
);
const tally = await fuzz({
  ...how,
  onProgress: (begun) => begun % 1000 === 0 && process.stderr.write(`${begun} of ${how.runs}\n`),
});
const files = keep(tally.found, how.seed);
process.stdout.write(
  how.json ? `${JSON.stringify({ ...how, ...tally, files }, undefined, 2)}\n` : reportOf(tally, files),
);
if (files.length > 0) {
  const again = `npm run fuzz -- --runs ${how.runs} --seed ${how.seed}`;
  process.stderr.write(`each is a fault of slipway's: mend it and run the same again, ${again}\n`);
}
// A short run cannot have been everywhere.
const isShort = how.runs < usualRuns;
process.exitCode = tally.found.length > 0 || (!isShort && unreached(tally).length > 0) ? 1 : 0;
