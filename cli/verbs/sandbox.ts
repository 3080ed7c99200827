import { type Command, InvalidArgumentError, Option } from "commander";
import { examples } from "../help.ts";
import { jsonOption } from "../options.ts";

/** Options of every action. */
export interface SandboxFlags {
  readonly json?: true;
  readonly fault?: readonly string[];
  readonly pace?: number;
  readonly port?: number;
  readonly includingProtected?: true;
  readonly yes?: true;
}

/** `slipway sandbox <action> [stack]` and `slipway sandbox -- <program> …` */
export default function sandbox(program: Command): void {
  examples(
    program
      .command("sandbox")
      .summary("whole environments on this machine, without an account")
      .usage("<action> [stack] [options]\n       npx slipway sandbox [options] -- <program> [arguments]")
      .description(
        "Runs the real Pulumi engine on an embedded model of AWS and GitHub. The actions are up, preview, refresh and destroy as pulumi does them, status, which says what is there, and reset, which forgets all stacks. Everything stays in .slipway/; credentials are taken out of the environment. Exit code: 0 done, 1 an error, or a second preview that is not empty; after -- it is the program's own.",
      )
      .argument(
        "<action...>",
        "up, preview, refresh, destroy, status or reset, and a stack, or the path of a stack file; after -- a program and its arguments",
      )
      .addOption(jsonOption())
      .option(
        "--fault <json>",
        'something that goes wrong on purpose, like {"fault": "pull", "on": "*-api"}; may be repeated (kinds: docs/sandbox.md)',
        collect,
      )
      .addOption(
        new Option("--pace <seconds>", "how long a minute on AWS takes")
          .default(0, "no waiting")
          .argParser(numberTo(60, "seconds, 60 for as long as on AWS")),
      )
      .addOption(
        new Option("--port <port>", "port of the run-time side")
          .default(0, "a free one")
          .argParser(numberTo(65_535, "a whole number, 0 for a free port", Number.isInteger)),
      )
      .option("--including-protected", "destroy: what is protected too")
      .option("--yes", "reset: do it, instead of saying what it would forget")
      .action(async (words: readonly string[], flags: SandboxFlags) => {
        const { runSandbox } = await import("../actions/sandbox.ts");
        process.exitCode = await runSandbox(words, flags, process.argv.includes("--"));
      }),
    ["sandbox up staging", "all of staging, in seconds"],
    ['sandbox up staging --fault \'{"fault": "pull", "on": "*-api"}\'', "a night on which an image cannot be pulled"],
    ["sandbox destroy staging", "takes it down again"],
    ["sandbox -- pulumi preview --stack staging", "any command, with the sandbox attached"],
  );
}

/** Reads a number from 0 to `most`. */
function numberTo(
  most: number,
  meaning: string,
  isOne: (value: number) => boolean = Number.isFinite,
): (value: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (isOne(value) && value <= most) return value;
    throw new InvalidArgumentError(`Use a number from 0 to ${most} (${meaning}).`);
  };
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
