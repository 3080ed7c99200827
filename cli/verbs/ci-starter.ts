import type { Command } from "commander";

/** Options of `slipway ci starter`. */
export interface CiStarterFlags {
  readonly to?: string;
}

/** `slipway ci starter [system]` */
export default function ciStarter(ci: Command): void {
  ci.command("starter")
    .summary("a first workflow for the repository of an app")
    .description(
      "Prints the workflow with which the repository of an app begins, or writes it with --to: the checks that a ruleset requires as plain jobs, and the build that hands its digest over. There is one for each example; without a name they are listed. A file that is there is never written over.",
    )
    .argument("[system]", "name of an example")
    .option("--to <file>", "where to write it, like ../shop/.github/workflows/ci.yml")
    .action(async (system: string | undefined, flags: CiStarterFlags) => {
      const { runCiStarter } = await import("../actions/ci-starter.ts");
      process.exitCode = runCiStarter(system, flags);
    });
}
