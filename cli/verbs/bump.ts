import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway bump`. */
export interface BumpFlags {
  readonly commit?: string;
  readonly version?: string;
  readonly push?: true;
  readonly pr?: true;
  readonly autoMerge?: true;
  readonly dryRun?: true;
  readonly force?: true;
  readonly reason?: string;
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway bump <stack> <image>` */
export default function bump(program: Command): void {
  examples(
    program
      .command("bump")
      .summary("puts another build of one image into a stack's release")
      .description(
        "Writes the digest of one image into slipway:release of a stack file, once its registry has it for the platform that it runs on. A stack that takes what another one verified is refused without --force. Exit code: 0 done or nothing to do, 1 it cannot be done, 2 refused.",
      )
      .addArgument(stackArgument())
      .argument("<image>", "name of the image in app.images, and the digest: api@sha256:…")
      .option("--commit <commit>", "commit that the image was built from, 40 hexadecimal digits")
      .option("--version <text>", "version of the release, for people")
      .option("--push", "commit it on the newest default branch of the remote, instead of writing the file here")
      .option("--pr", "open a pull request with it, or add it to the open one")
      .option("--auto-merge", "with --pr: GitHub merges it, once it has all that its branch needs")
      .option("--dry-run", "says what would be written, and writes nothing")
      .option("--force", "a hotfix past what the stack takes from, which is recorded; needs --reason")
      .option("--reason <text>", "why, for the records")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string, image: string, flags: BumpFlags) => {
        const { runBump } = await import("../actions/bump.ts");
        process.exitCode = await runBump(stack, image, flags);
      }),
    ["bump staging api@sha256:… --dry-run", "what would be written, and whether the registry has it"],
    ["bump staging api@sha256:… --push", "commits it, as the workflow of an app does"],
    ['bump production api@sha256:… --pr --force --reason "fixes login"', "a hotfix past staging"],
  );
}
