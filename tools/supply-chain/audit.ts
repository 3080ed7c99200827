// `npm run audit`: asks npm's registry which advisories there are against the packages that run with slipway. Exits with
// 1 for one that nobody explained, and with 2 where the registry could not be asked.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { optionsOf } from "../command-line.ts";
import { type Advisory, advisoriesOf, explanationsIn, unexplained } from "./advisories.ts";

const file = join(import.meta.dirname, "advisories.yaml");

function reported(): readonly Advisory[] | undefined {
  const { stdout, stderr } = spawnSync("npm", ["audit", "--omit=dev", "--json"], { encoding: "utf8" });
  try {
    return advisoriesOf(stdout);
  } catch {
    process.stderr.write(
      `${stderr.trim() || stdout.trim()}\nthe registry did not answer npm audit, so nothing is known: run it again where npm reaches its registry\n`,
    );
    return undefined;
  }
}

optionsOf(
  "npm run audit\nAsks npm's registry for advisories against what runs with slipway; exit code 1 for one that nobody explained.",
  {},
);
const advisories = reported();
if (advisories === undefined) {
  process.exitCode = 2;
} else {
  const explanations = explanationsIn(file);
  const wrong = unexplained(advisories, explanations, new Date().toISOString().slice(0, 10));
  process.stdout.write(
    wrong.length > 0
      ? `${wrong.join("\n")}\n${advisories.length} advisories; tools/supply-chain/advisories.yaml explains\n`
      : `${advisories.length} advisories against what runs with slipway, all of them explained\n`,
  );
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
