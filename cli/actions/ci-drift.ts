import { dirname } from "node:path";
import { engineDrift } from "../../delivery/drift/engine-drift.ts";
import { type DriftReport, writeDriftReport } from "../../delivery/drift/report.ts";
import { stackDrift } from "../../delivery/drift/stack-drift.ts";
import { gitOrFail } from "../../git/git.ts";
import { locateUnchecked } from "../../sandbox/run/locate.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { note } from "../progress.ts";
import { driftReportText } from "../texts/ci-drift.ts";
import type { CiDriftFlags } from "../verbs/ci-drift.ts";
import { driftMeans, inSandbox } from "./drift.ts";

/** `slipway ci drift`: looks, writes the report, prints. */
export async function runCiDrift(argument: string, { out, sandbox, json }: CiDriftFlags): Promise<number> {
  const { file, stack } = locateUnchecked(argument);
  const beside = dirname(file);
  const commit = await gitOrFail(beside, "rev-parse", "HEAD");
  const compare = async (folder: string): Promise<DriftReport> => {
    const { findings, nothing, isEmpty } = await stackDrift(argument, driftMeans());
    if (isEmpty) {
      return { stack, commit, findings, ...(nothing && { nothing }) };
    }
    const engine = await engineDrift(folder, stack);
    return engine
      ? { stack, commit, findings, ...(nothing && { nothing }), engine }
      : { stack, commit, findings: [], nothing: "nobody has brought it up yet" };
  };
  const report = sandbox
    ? await inSandbox(argument, note, ({ workspace }) => compare(workspace.folder))
    : await compare(beside);
  writeDriftReport(out, report);
  print(report, driftReportText([report]), { json });
  return exitCodes.done;
}
