import { readStackOrNothing } from "../../config/read-stack.ts";
import { jobPlace } from "../../delivery/place.ts";
import { UserError } from "../../lib/user-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import type { CiPlaceFlags } from "../verbs/ci-delivery.ts";
import { isJob, setOutputs } from "./github-job.ts";

/** `slipway ci place`: what a job needs to know before it may ask anybody. */
export async function runCiPlace(argument: string, { role, json }: CiPlaceFlags): Promise<number> {
  const read = readStackOrNothing(argument, process.cwd());
  if ("says" in read) {
    setOutputs({ role: "", region: "", account: "", backend: "" });
    print({ nothing: read.says }, `${read.says}\n`, { json });
    return exitCodes.done;
  }
  const { stack } = read.resolved;
  if (!stack.github) {
    throw new UserError(
      `${stack.name} is deployed by no job, and no role is declared for one: the app has no delivery.repository`,
    );
  }
  const { accountId, region, deployRole, previewRole, backend = "" } = jobPlace(stack);
  if (backend === "" && isJob()) {
    throw new UserError(
      `a job has no backend to log in to for ${stack.name}: set slipway:environment.aws.state to what pulumi login takes, like s3://acme-pulumi-state/shop?region=${region}`,
    );
  }
  const outputs = { role: role === "deploy" ? deployRole : previewRole, region, account: accountId, backend };
  setOutputs(outputs);
  const lines = Object.entries(outputs).map(([name, value]) => `${`${name}:`.padEnd(9)}${value || "not said"}\n`);
  print(outputs, lines.join(""), { json });
  return exitCodes.done;
}
