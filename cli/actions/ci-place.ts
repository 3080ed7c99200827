import { readStackOrNothing } from "../../config/read-stack.ts";
import { jobPlace } from "../../delivery/place.ts";
import { exitCodes } from "../exit-codes.ts";
import type { CiPlaceFlags } from "../verbs/ci-delivery.ts";
import { setOutputs } from "./github-job.ts";

/** `slipway ci place`: what a job needs to know before it may ask anybody. */
export async function runCiPlace(argument: string, { role, json }: CiPlaceFlags): Promise<number> {
  const read = readStackOrNothing(argument, process.cwd());
  if ("says" in read) {
    setOutputs({ role: "", region: "", account: "", backend: "" });
    process.stdout.write(json ? `${JSON.stringify({ nothing: read.says }, null, 2)}\n` : `${read.says}\n`);
    return exitCodes.done;
  }
  const { accountId, region, deployRole, previewRole, backend = "" } = jobPlace(read.resolved.stack);
  const outputs = { role: role === "deploy" ? deployRole : previewRole, region, account: accountId, backend };
  setOutputs(outputs);
  const lines = Object.entries(outputs).map(([name, value]) => `${`${name}:`.padEnd(9)}${value || "not said"}\n`);
  process.stdout.write(json ? `${JSON.stringify(outputs, null, 2)}\n` : lines.join(""));
  return exitCodes.done;
}
