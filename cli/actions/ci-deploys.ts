import { dirname, join } from "node:path";
import { allIn, stacksToDeploy } from "../../delivery/deploys.ts";
import { locateUnchecked } from "../../sandbox/run/locate.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { ciDeploysText } from "../texts/ci-deploys.ts";
import type { CiDeploysFlags } from "../verbs/ci-delivery.ts";
import { addSummary, setOutputs } from "./github-job.ts";
import { stagesBeside } from "./stages-beside.ts";

/** `slipway ci deploys`: which stacks this commit goes to. */
export async function runCiDeploys(
  argument: string | undefined,
  { base, sandbox, json }: CiDeploysFlags,
): Promise<number> {
  const one = argument === undefined ? undefined : locateUnchecked(argument);
  const folder = one ? dirname(one.file) : process.cwd();
  const stacks = await during("working out which stacks this commit goes to", ({ note }) =>
    stacksToDeploy(
      one ? [one.stack] : allIn(folder),
      base,
      stagesBeside(join(folder, "Pulumi.yaml"), { ...(sandbox && { sandbox }) }, note),
    ),
  );
  const due = stacks.filter(({ isDue }) => isDue).map(({ stack }) => stack);
  setOutputs({
    stacks: JSON.stringify(due),
    ...Object.fromEntries(stacks.map(({ stack, isDue }) => [stack, `${isDue}`])),
  });
  const text = ciDeploysText(stacks);
  addSummary(`\`\`\`text\n${text}\`\`\``);
  print(stacks, text, { json });
  return exitCodes.done;
}
