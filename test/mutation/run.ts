// `npm run mutation`: takes out one guard at a time and shows that a test fails. It goes on where an earlier run was cut
// off; `-- --only <id>` tries one, and says what came of it without writing the page; `-- --json` prints what was found.
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { counted } from "../../lib/counted.ts";
import { optionsOf, refused } from "../../tools/command-line.ts";
import { commitOf } from "../../tools/commit.ts";
import { mirrorOf } from "../../tools/default-app.mjs";
import { isCaught, type Mutant, mutated, type Verdict } from "./mutant.ts";
import { mutants, mutantsByPart } from "./mutants.ts";
import { holds, markdown, shareCaught, type Tried } from "./report.ts";
import { openResults } from "./results.ts";
import { runTests } from "./run-tests.ts";
import { tryMutant } from "./try-mutant.ts";

const root = join(import.meta.dirname, "..", "..");
const usage = `npm run mutation -- [--only <id>] [--json]
Takes out one guard at a time, sees a test fail, and writes test/mutation/report.md, where the ids are.`;

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => process.exit(130));
}

process.exitCode = await main(
  optionsOf(usage, { only: { type: "string" }, json: { type: "boolean", default: false } }),
);

async function main({ only, json }: { only?: string | undefined; json: boolean }): Promise<number> {
  const chosen = only === undefined ? mutants : mutants.filter(({ id }) => id === only);
  if (chosen.length === 0) {
    refused(`--only ${only}: there is no such mutant`, usage);
  }
  const results = openResults(root);
  const verdicts = new Map(
    chosen.flatMap((mutant): [Mutant, Verdict][] => {
      const known = results.of(mutant);
      return known ? [[mutant, known]] : [];
    }),
  );
  const pending = chosen.filter((mutant) => !verdicts.has(mutant));
  say(
    `${counted(chosen.length, "mutant")}, ${verdicts.size} known from before; all ${mutants.length} take ten minutes or so on two cores`,
  );
  const areGreen = await tryAll(pending, (mutant, verdict, folder) => {
    results.set(mutant, verdict, folder);
    verdicts.set(mutant, verdict);
  });
  if (!areGreen) {
    return 1;
  }
  const tried = triedOf(chosen, verdicts);
  if (only === undefined) {
    const byPart = Object.entries(mutantsByPart).map(([part, some]) => [part, triedOf(some, verdicts)]);
    const report = { date: today(), versions: await versions(), triedByPart: Object.fromEntries(byPart) };
    writeFileSync(join(import.meta.dirname, "report.md"), markdown(report));
  }
  if (json) {
    process.stdout.write(`${JSON.stringify(tried, undefined, 2)}\n`);
  }
  say(`${(shareCaught(tried) * 100).toFixed(1)} % of ${tried.length} caught`);
  return holds(tried) ? 0 : 1;
}

function triedOf(some: readonly Mutant[], verdicts: ReadonlyMap<Mutant, Verdict>): Tried[] {
  return some.flatMap((mutant) => {
    const verdict = verdicts.get(mutant);
    return verdict ? [{ mutant, verdict }] : [];
  });
}

/**
 * As many at a time as there are cores, each in a copy of its own.
 *
 * @returns false where a test fails without any mutant: it could tell nothing
 */
async function tryAll(
  pending: readonly Mutant[],
  tell: (mutant: Mutant, verdict: Verdict, folder: string) => void,
): Promise<boolean> {
  for (const mutant of pending) {
    // What does not fit its file any more is told before minutes are spent on the others.
    mutated(mutant, readFileSync(join(root, mutant.file), "utf8"));
  }
  const copies = pending.slice(0, availableParallelism()).map(() => temporaryCopy());
  const [first] = copies;
  if (first === undefined) {
    return true;
  }
  const files = [...new Set(pending.flatMap(({ tests }) => tests))].sort();
  const unchanged = await runTests(first, files);
  if (unchanged.is !== "survived") {
    say(`a test fails without any mutant, so it can tell nothing: ${JSON.stringify(unchanged)}`);
    return false;
  }
  say(`without a mutant all tests pass, in ${counted(files.length, "file")}`);
  const waiting = [...pending];
  await Promise.all(
    copies.map(async (folder) => {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const verdict = await tryMutant(folder, mutant);
        tell(mutant, verdict, folder);
        say(progress(mutant, verdict, waiting.length));
      }
    }),
  );
  return true;
}

/** Gone when this process ends, also where somebody ends it. */
function temporaryCopy(): string {
  const { folder, remove } = mirrorOf(root);
  process.on("exit", remove);
  return folder;
}

function progress({ id }: Mutant, verdict: Verdict, left: number): string {
  const by = verdict.is === "caught" ? ` by ${verdict.file}` : "";
  const says = verdict.is === "broken" ? `: ${verdict.says}` : "";
  return `${isCaught(verdict) ? "     " : "!    "}${id}: ${verdict.is}${by}${says} (${left} wait)`;
}

async function versions(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const mocha = JSON.parse(readFileSync(join(root, "node_modules", "mocha", "package.json"), "utf8"));
  return `${await commitOf(root)}, slipway ${version}, Node ${process.versions.node}, mocha ${mocha.version}`;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
