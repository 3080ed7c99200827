// `npm run bench`: times `slipway plan staging` and `cdk synth` of the same app side by side, and exits with 1 when the
// plan does not keep what the project promises.
//
// What is compared: cdk/ is the default app of Pulumi.staging.yaml in CDK code, with CDK's own constructs and defaults;
// cdk/default-app.ts says in what it is less than the plan.
// `cdk init` would run it through ts-node, which compiles it in every run and takes seconds longer; here it is compiled
// to JavaScript first, which is the fastest of the ordinary ways. Notices, telemetry and printing of the template are
// off, nothing is looked up, and both programs run on the same Node with one uncounted run before. The row
// `--no-validation` is CDK without the check of the template that it does by default; it is there to be seen, and the
// promise is about the default: the plan checks too.

import { join } from "node:path";
import { parseArgs } from "node:util";
import { judge, spread } from "./judge.mjs";
import { measure } from "./measure.mjs";
import { markdown, writePage } from "./report.mjs";
import { bench, machine, prepare, root, sizes, versions } from "./setup.mjs";

const runs = 5;
const synth = ["node_modules/aws-cdk/bin/cdk", "synth", "--quiet"];
const commands = {
  "slipway plan staging": { args: ["cli/slipway.mjs", "plan", "staging"], cwd: root },
  "cdk synth": { args: synth, cwd: bench },
  "cdk synth --no-validation": { args: [...synth, "--no-validation"], cwd: bench },
};

try {
  const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
  process.exitCode = await main(values.json);
} catch (error) {
  console.error(error.message);
  process.exitCode = error.code?.startsWith("ERR_PARSE_ARGS") ? 2 : 1;
}

async function main(json) {
  prepare();
  const results = await measureAll();
  const verdicts = judge(results["slipway plan staging"], results["cdk synth"]);
  const date = new Date().toISOString().slice(0, 10);
  const report = { date, machine: machine(), versions: versions(), sizes: sizes(), runs, results, verdicts };
  const text = markdown(report);
  writePage(join(root, "docs", "benchmarks.md"), text);
  console.log(json ? JSON.stringify(report, undefined, 2) : `\n${text}`);
  return verdicts.every(({ met }) => met) ? 0 : 1;
}

/** The commands in turn, so that whatever else the machine does disturbs all of them alike. */
async function measureAll() {
  const samples = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round <= runs; round += 1) {
    for (const [name, command] of Object.entries(commands)) {
      const sample = await measure(command);
      if (round > 0) {
        samples[name].push(sample);
      }
      const figures = `${sample.seconds.toFixed(2)} s  ${sample.peakMiB.toFixed(0)} MiB`;
      console.error(`${round > 0 ? `run ${round} of ${runs}` : "uncounted"}  ${figures}  ${name}`);
    }
  }
  return Object.fromEntries(
    Object.entries(samples).map(([name, taken]) => [
      name,
      { seconds: spread(taken.map(({ seconds }) => seconds)), peakMiB: spread(taken.map(({ peakMiB }) => peakMiB)) },
    ]),
  );
}
