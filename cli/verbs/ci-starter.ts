import type { Command } from "commander";
import { examples } from "../help.ts";

/** Options of `slipway ci starter`. */
export interface CiStarterFlags {
  readonly to?: string;
}

/** `slipway ci starter [system]` */
export default function ciStarter(ci: Command): void {
  examples(
    ci
      .command("starter")
      .summary("a first workflow for the repository of an app")
      .description(
        "Prints the workflow with which the repository of an app begins, or writes it with --to: the checks that a ruleset requires as plain jobs, and the build that hands its digest over. There is one for each example; without a name they are listed. A file that is there is never written over. Exit code: 0 printed or written, 1 an error.",
      )
      .argument("[system]", "name of an example")
      .option("--to <file>", "where to write it, like ../shop/.github/workflows/ci.yml")
      .action(async (system: string | undefined, flags: CiStarterFlags) => {
        const { runCiStarter } = await import("../actions/ci-starter.ts");
        process.exitCode = runCiStarter(system, flags);
      }),
    ["ci starter", "which there are"],
    ["ci starter maria --to ../shop/.github/workflows/ci.yml", "writes it there"],
  );
}
