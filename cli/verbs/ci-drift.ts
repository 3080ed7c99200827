import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway ci drift`. */
export interface CiDriftFlags {
  readonly out: string;
  readonly sandbox?: true;
  readonly json?: true;
}

/** Options of `slipway ci drift-issue`. */
export interface CiDriftIssueFlags {
  readonly from: string;
  readonly json?: true;
}

/** `slipway ci drift|drift-issue`: what is no longer as declared, every night. */
export default function ciDrift(ci: Command): void {
  examples(
    ci
      .command("drift")
      .summary("what of a stack is no longer as declared, as a report")
      .description(
        "Runs pulumi preview with a refresh, compares as drift does, and writes <folder>/<stack>.drift.json, in which no value is. Stacks of several accounts need a job each; ci drift-issue makes one issue of all reports. Exit code: 0 written, also when something differs, 1 an error.",
      )
      .addArgument(stackArgument())
      .requiredOption("--out <folder>", "folder that the report is written into")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string, flags: CiDriftFlags) => {
        const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
        leaveOutNeverUsed();
        const { runCiDrift } = await import("../actions/ci-drift.ts");
        process.exitCode = await runCiDrift(stack, flags);
      }),
    ["ci drift production --out drift", "every night"],
  );
  examples(
    ci
      .command("drift-issue")
      .summary("one issue of all reports of ci drift")
      .description(
        "Opens the one issue with the label drift, or brings the open one up to date; closes it when all is as declared again. Outside of GitHub Actions it only prints. Exit code: 0 all is as declared, 1 something could not be read, 3 something differs.",
      )
      .requiredOption("--from <folder>", "folder with the reports, also in folders of its own")
      .addOption(jsonOption())
      .action(async (flags: CiDriftIssueFlags) => {
        const { runCiDriftIssue } = await import("../actions/ci-drift-issue.ts");
        process.exitCode = await runCiDriftIssue(flags);
      }),
    ["ci drift-issue --from drift", "after the jobs with ci drift"],
  );
}
