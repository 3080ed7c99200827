import type { Command } from "commander";

/** Options of `slipway diff`. */
export interface DiffFlags {
  readonly json?: true;
}

/** `slipway diff A B` */
export default function diff(program: Command): void {
  program
    .command("diff")
    .summary("what one stack's configuration has that another one's has not, offline")
    .description(
      "Compares the files of two stacks field by field: app and release, which a promotion moves from A to B, with commits, migrations and secrets; and the environment, which never moves. Of secrets only the names are told. It compares configuration; plan --diff compares the resources that follow from it. It asks nobody, so it is the same for the sandbox. Exit code: 0 app and release are the same, 1 a mistake, 3 they differ.",
    )
    .argument("<A>", "a stack, or the path of a stack file")
    .argument("<B>", "the stack that would get what A has")
    .option("--json", "the result as JSON on standard output")
    .action(async (from: string, to: string, flags: DiffFlags) => {
      const { runDiff } = await import("../actions/diff.ts");
      process.exitCode = await runDiff(from, to, flags);
    });
}
