import { dirname, join } from "node:path";
import { allIn, stacksToDeploy } from "../../delivery/deploys.ts";
import { locateUnchecked } from "../../sandbox/run/locate.ts";
import { exitCodes } from "../exit-codes.ts";
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
  const say = (sentence: string) => process.stderr.write(`  ${sentence}\n`);
  const beside = stagesBeside(join(folder, "Pulumi.yaml"), { ...(sandbox && { sandbox }) }, say);
  const stacks = await stacksToDeploy(one ? [one.stack] : allIn(folder), base, beside);
  const due = stacks.filter(({ isDue }) => isDue).map(({ stack }) => stack);
  setOutputs({
    stacks: JSON.stringify(due),
    ...Object.fromEntries(stacks.map(({ stack, isDue }) => [stack, `${isDue}`])),
  });
  const text = ciDeploysText(stacks);
  addSummary(`\`\`\`text\n${text}\`\`\``);
  process.stdout.write(json ? `${JSON.stringify(stacks, null, 2)}\n` : text);
  return exitCodes.done;
}
