import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption } from "../options.ts";

/** Options of `slipway images prune`. */
export interface ImagesFlags {
  readonly yes?: true;
  readonly json?: true;
}

/** `slipway images prune <stack>` */
export default function images(program: Command): void {
  examples(
    program
      .command("images")
      .summary("what nothing needs any more in GitHub's registry")
      .description("Looks after the builds of an app in GitHub's registry.")
      .usage("<verb> [options]")
      .helpCommand("help [verb]", "what a verb does and takes")
      .command("prune")
      .summary("deletes builds that no stack file ever had, but the newest")
      .description(
        "Keeps every digest that a stack file has at any commit of any branch, so everything that was ever deployed, verified or rolled back to; the newest builds (app.delivery.keepImages); and of what stays the image of each platform and what is attested of it. Deletes the rest that is older than a day. Wants a token that may delete packages: in a workflow of the app's repository, github.token with packages: write. Exit code: 0 done or nothing to do, 1 it cannot be done, or GitHub did not delete all of it.",
      )
      .argument("<stack>", "a stack of the app, or the path of a stack file")
      .option("--yes", "do it, instead of saying what it would delete")
      .addOption(jsonOption())
      .action(async (stack: string, flags: ImagesFlags) => {
        const { runPrune } = await import("../actions/images.ts");
        process.exitCode = await runPrune(stack, flags);
      }),
    ["images prune staging", "what it would delete"],
    ["images prune staging --yes", "deletes it"],
  );
}
