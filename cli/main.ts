import { Command, CommanderError } from "commander";
import { whichStacks } from "../config/stacks-in.ts";
import { Refusal } from "../lib/user-error.ts";
import { exitCodes } from "./exit-codes.ts";
import { addHelp, widthOfHelp } from "./help.ts";
import { paint } from "./paint.ts";
import { sentenceOf } from "./sentence-of.ts";
import { wrapped } from "./texts/wrapped.ts";
import bootstrap from "./verbs/bootstrap.ts";
import bump from "./verbs/bump.ts";
import ci from "./verbs/ci.ts";
import completion from "./verbs/completion.ts";
import cost from "./verbs/cost.ts";
import diff from "./verbs/diff.ts";
import doctor from "./verbs/doctor.ts";
import drift from "./verbs/drift.ts";
import exec from "./verbs/exec.ts";
import guard from "./verbs/guard.ts";
import history from "./verbs/history.ts";
import hold from "./verbs/hold.ts";
import images from "./verbs/images.ts";
import init from "./verbs/init.ts";
import logs from "./verbs/logs.ts";
import map from "./verbs/map.ts";
import plan from "./verbs/plan.ts";
import promote from "./verbs/promote.ts";
import recover from "./verbs/recover.ts";
import rollback from "./verbs/rollback.ts";
import runTask from "./verbs/run.ts";
import sandbox from "./verbs/sandbox.ts";
import start from "./verbs/start.ts";
import status from "./verbs/status.ts";
import verify from "./verbs/verify.ts";
import wake from "./verbs/wake.ts";

/** What a verb looks like: it adds itself to the program, and loads what it works with only when it is run. */
export type Verb = (program: Command) => void;

/** By what they are for; in a group, in the order in which one needs them. */
const verbs: Readonly<Record<string, readonly Verb[]>> = {
  "First look and set-up:": [start, init, doctor, bootstrap],
  "Look:": [status, map, plan, diff, cost, logs, history, drift],
  "Release:": [bump, verify, promote, rollback, hold, guard],
  "Repair:": [exec, runTask, wake, recover],
  "The embedded sandbox:": [sandbox],
  "In workflows:": [ci, images],
  "The shell:": [completion],
};

const sandboxHelp =
  "With --sandbox a verb asks the embedded sandbox instead of AWS. Verbs without that option ask nobody, or say whom. Without a verb: how the stacks are, and what to do next.";
/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST_HELP = 100;

/** The command line with all its verbs. */
export function slipway(): Command {
  const program = new Command("npx slipway")
    .usage("<verb> [options]")
    .description("Whole staging and production environments on AWS, from one Pulumi program.")
    .enablePositionalOptions()
    .option("--version", "the version of slipway, and in a clone its commit")
    .helpOption("-h, --help", "this help")
    .configureHelp({ subcommandTerm: (verb) => verb.name(), styleTitle: paint.bold, minWidthToWrap: 16 })
    .configureOutput({
      outputError: (text, write) => write(withStacks(text.replace(/^error: /, ""))),
      getOutHelpWidth: () => Math.min(process.stdout.columns || 80, WIDEST_HELP),
    })
    .exitOverride();
  for (const [group, members] of Object.entries(verbs)) {
    program.commandsGroup(group);
    for (const verb of members) verb(program);
  }
  addHelp(program);
  program.addHelpText("after", () => ["", ...wrapped(sandboxHelp, "", widthOfHelp(program))].join("\n"));
  nameHelpOf(program, program.name());
  return program;
}

/** Runs the command line and returns its exit code, one of `exitCodes`. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    if (args.length === 0) {
      const { leaveOutNeverUsed } = await import("../plan/lean-sdk.ts");
      leaveOutNeverUsed();
      const { runOverview } = await import("./actions/overview.ts");
      return await runOverview();
    }
    if (args[0] === "--version") {
      const { runVersion } = await import("./actions/version.ts");
      return await runVersion();
    }
    await slipway().parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? exitCodes.done);
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.failed;
    }
    process.stderr.write(`${sentenceOf(error)}\n`);
    return error instanceof Refusal ? exitCodes.refused : exitCodes.failed;
  }
}

/** Where a stack is missing, those that are here. */
function withStacks(error: string): string {
  const isOfStack = /^missing required argument '(stack|from|to|A|B)'\n$/.test(error);
  return isOfStack ? `${error.trimEnd()}: ${whichStacks(process.cwd(), "here")}\n` : error;
}

/** A mistake in the flags of a verb leads to the help of that verb. */
function nameHelpOf(command: Command, words: string): void {
  command.showHelpAfterError(`(${words} --help shows what ${command.parent ? "it takes" : "there is"})`);
  for (const child of command.commands) nameHelpOf(child, `${words} ${child.name()}`);
}
