import { type Command, InvalidArgumentError, Option } from "commander";

/** Options of every action. */
export interface SandboxFlags {
  readonly json?: true;
  readonly fault?: readonly string[];
  readonly pace?: number;
  readonly port?: number;
  readonly includingProtected?: true;
}

/** `slipway sandbox <action> [stack]` and `slipway sandbox -- <program> …` */
export default function sandbox(program: Command): void {
  program
    .command("sandbox")
    .summary("whole environments on this machine: no AWS account, no token")
    .usage(
      "up|preview|refresh|destroy|status|reset [stack] [options]\n       slipway sandbox -- pulumi up --stack staging",
    )
    .description(
      "Runs the real Pulumi engine on an embedded model of AWS and GitHub. Everything stays in .slipway/; credentials are taken out of the environment.",
    )
    .argument("<words...>", "an action and a stack (or the path of a stack file); after -- a program and its arguments")
    .option("--json", "the result as JSON on standard output")
    .option("--fault <json>", "something that goes wrong on purpose, may be repeated (docs/sandbox.md)", collect)
    .addOption(
      new Option("--pace <seconds>", "how long a minute on AWS takes").default(0, "no waiting").argParser(Number),
    )
    .addOption(
      new Option("--port <port>", "port of the run-time side").default(0, "a free one").argParser(upTo(65_535)),
    )
    .option("--including-protected", "destroy what is protected too")
    .action(async (words: readonly string[], flags: SandboxFlags) => {
      const { runSandbox } = await import("../sandbox-actions.ts");
      process.exitCode = await runSandbox(words, flags, process.argv.includes("--"));
    });
}

/** Reads a number from 0 to `most`. */
function upTo(most: number): (value: string) => number {
  return (value) => {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    if (number >= 0 && number <= most) return number;
    throw new InvalidArgumentError(`Use a number from 0 to ${most}.`);
  };
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
