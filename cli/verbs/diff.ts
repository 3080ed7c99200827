import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption } from "../options.ts";

/** Options of `slipway diff`. */
export interface DiffFlags {
  readonly json?: true;
}

/** `slipway diff A B` */
export default function diff(program: Command): void {
  examples(
    program
      .command("diff")
      .summary("what is different in the configuration of two stacks")
      .description(
        "Compares the files of two stacks field by field: app and release, which a promotion moves from A to B, with commits, migrations and secrets; and the environment, which never moves. Of secrets only the names are told. It compares configuration; plan --diff compares the resources that follow from it. It asks nobody. Exit code: 0 app and release are the same, 1 an error, 3 they differ.",
      )
      .argument("<A>", "a stack, or the path of a stack file")
      .argument("<B>", "the stack that would get what A has")
      .addOption(jsonOption())
      .action(async (from: string, to: string, flags: DiffFlags) => {
        const { runDiff } = await import("../actions/diff.ts");
        process.exitCode = await runDiff(from, to, flags);
      }),
    ["diff staging production", "what a promotion would bring, and what stays of the place"],
  );
}
