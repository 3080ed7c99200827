import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planStack } from "../../plan/plan-stack.ts";
import { countResources } from "../../sandbox/run/state.ts";
import { judge } from "../judge.mts";
import { measureInTurn } from "../measure.mts";
import type { Part } from "../part.mts";
import { bench, installed, prepareCdk, root } from "../setup.mts";
import { tableOfCommands } from "../table.mts";

const runs = 5;
const synth = ["node_modules/aws-cdk/bin/cdk", "synth", "--quiet"];
const commands = {
  "slipway plan staging": { args: ["cli/slipway.mjs", "plan", "staging"], cwd: root },
  "cdk synth": { args: synth, cwd: bench },
  "cdk synth --no-validation": { args: [...synth, "--no-validation"], cwd: bench },
};

/** The plan of the default app's staging environment beside the synthesis of the same environment in CDK. */
export const compare: Part = {
  name: "compare",
  title: "The plan beside CDK",
  async measure(tell) {
    prepareCdk(tell);
    const measured = measureInTurn(commands, runs, tell);
    const { "slipway plan staging": plan, "cdk synth": cdk } = measured;
    const verdicts = [
      judge("time as a part of `cdk synth`'s", plan.seconds.min / cdk.seconds.min, 1 / 5),
      judge("peak memory as a part of `cdk synth`'s", plan.peakMiB.min / cdk.peakMiB.min, 0.45),
    ];
    const text = [
      "The default app's staging environment, and the same in CDK code ([cdk/default-app.ts](cdk/default-app.ts) says " +
        "what that has less), with CDK's own constructs and defaults. `cdk init` would run it through ts-node, which " +
        "compiles it in every run and takes seconds longer; here it is compiled to JavaScript first, the fastest of the " +
        "ordinary ways. `slipway` keeps what V8 compiled from one run to the next (Node's compile cache), which CDK does " +
        "not; the run that is not counted fills it. Notices, telemetry and printing of the template are off, and nothing is looked up. The row " +
        "`--no-validation` is CDK without the check of the template that it does by default; it is there to be seen, and " +
        "the promise is about the default: the plan checks too.",
      `aws-cdk ${installed(bench, "aws-cdk")}, aws-cdk-lib ${installed(bench, "aws-cdk-lib")}; ${runs} runs of each in turn ` +
        `after one that is not counted. Resources: ${await planned()} in the plan, ${synthesised()} in the template.`,
      tableOfCommands(measured),
    ].join("\n\n");
    return { text, verdicts, figures: measured };
  },
};

async function planned(): Promise<number> {
  const { resources } = await planStack("staging", root);
  return countResources(resources);
}

function synthesised(): number {
  const template: { readonly Resources: object } = JSON.parse(
    readFileSync(join(bench, "cdk.out", "harbour-staging.template.json"), "utf8"),
  );
  return Object.keys(template.Resources).length;
}
