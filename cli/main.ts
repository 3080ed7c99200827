import { Command, CommanderError } from "commander";
import { Refusal } from "../lib/user-error.ts";
import { exitCodes } from "./exit-codes.ts";
import bump from "./verbs/bump.ts";
import ci from "./verbs/ci.ts";
import cost from "./verbs/cost.ts";
import diff from "./verbs/diff.ts";
import drift from "./verbs/drift.ts";
import guard from "./verbs/guard.ts";
import history from "./verbs/history.ts";
import hold from "./verbs/hold.ts";
import images from "./verbs/images.ts";
import plan from "./verbs/plan.ts";
import promote from "./verbs/promote.ts";
import recover from "./verbs/recover.ts";
import rollback from "./verbs/rollback.ts";
import sandbox from "./verbs/sandbox.ts";
import start from "./verbs/start.ts";
import status from "./verbs/status.ts";
import verify from "./verbs/verify.ts";
import wake from "./verbs/wake.ts";

/** What a verb looks like: it adds itself to the program, and loads what it works with only when it is run. */
export type Verb = (program: Command) => void;

/** In the order in which one needs them. */
const verbs: readonly Verb[] = [
  start,
  plan,
  diff,
  cost,
  guard,
  bump,
  verify,
  promote,
  rollback,
  hold,
  status,
  history,
  drift,
  images,
  ci,
  sandbox,
  recover,
  wake,
];

/** Which verbs are about the embedded sandbox, and how. */
const sandboxHelp = `
The embedded sandbox, instead of AWS:
  sandbox, start, recover   are of it by themselves; recover --aws is not
  plan, diff, cost          ask nobody, so they are the same for both
  images                    asks GitHub's registry alone
  wake                      slipway sandbox -- npx slipway wake staging
  all others                with --sandbox, after the verb, where they ask Pulumi or AWS`;

/** Runs the command line and returns its exit code, one of `exitCodes`. */
export async function run(args: readonly string[]): Promise<number> {
  const program = new Command("slipway")
    .description("Whole staging and production environments on AWS, from one Pulumi program.")
    .enablePositionalOptions()
    .showHelpAfterError("(slipway --help shows what there is)")
    .addHelpText("after", sandboxHelp)
    .exitOverride();
  for (const verb of verbs) {
    verb(program);
  }
  nameHelpOf(program.commands, "slipway");
  try {
    await program.parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? exitCodes.done);
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.failed;
    }
    process.stderr.write(`${sentence(error)}\n`);
    return error instanceof Refusal ? exitCodes.refused : exitCodes.failed;
  }
}

/** A mistake in the flags of a verb leads to the help of that verb. */
function nameHelpOf(commands: readonly Command[], before: string): void {
  for (const command of commands) {
    const words = `${before} ${command.name()}`;
    command.showHelpAfterError(`(${words} --help shows what it takes)`);
    nameHelpOf(command.commands, words);
  }
}

/** A mistake of the user's is told in words; where in our code it was noticed helps nobody. */
function sentence(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return process.env.SLIPWAY_DEBUG ? (error.stack ?? error.message) : error.message;
}
