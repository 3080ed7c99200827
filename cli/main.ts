import { Command, CommanderError } from "commander";
import { Refusal } from "../lib/user-error.ts";
import { exitCodes } from "./exit-codes.ts";
import bump from "./verbs/bump.ts";
import ci from "./verbs/ci.ts";
import cost from "./verbs/cost.ts";
import diff from "./verbs/diff.ts";
import guard from "./verbs/guard.ts";
import history from "./verbs/history.ts";
import hold from "./verbs/hold.ts";
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

const verbs: readonly Verb[] = [
  start,
  plan,
  diff,
  cost,
  guard,
  sandbox,
  recover,
  wake,
  hold,
  rollback,
  verify,
  status,
  history,
  promote,
  ci,
  bump,
];

/** Runs the command line and returns its exit code, one of `exitCodes`. */
export async function run(args: readonly string[]): Promise<number> {
  const program = new Command("slipway")
    .description("Whole staging and production environments on AWS, from one Pulumi program.")
    .enablePositionalOptions()
    .showHelpAfterError("(slipway --help shows what there is)")
    .exitOverride();
  for (const verb of verbs) {
    verb(program);
  }
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

/** A mistake of the user's is told in words; where in our code it was noticed helps nobody. */
function sentence(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return process.env.SLIPWAY_DEBUG ? (error.stack ?? error.message) : error.message;
}
