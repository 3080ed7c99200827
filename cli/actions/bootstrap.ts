import { type Foundation, foundationOf } from "../../bootstrap/foundation.ts";
import { gitHubApps } from "../../bootstrap/github-apps.ts";
import { nextCommands } from "../../bootstrap/next-commands.ts";
import { asMade, bringAll, type Found, survey, thingsOf } from "../../bootstrap/things.ts";
import type { Thing } from "../../cloud/aws/foundation/thing.ts";
import { openSession, type Session } from "../../cloud/aws/session.ts";
import { locateStack } from "../../config/locate-stack.ts";
import { messageOf } from "../../lib/message-of.ts";
import { UserError } from "../../lib/user-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { type BootstrapReport, bootstrapResult, bootstrapText, neededText } from "../texts/bootstrap.ts";
import type { BootstrapFlags } from "../verbs/bootstrap.ts";

/** `slipway bootstrap`: looks, makes with `--yes`, prints, and returns the exit code. */
export async function runBootstrap(given: string | undefined, { yes, json }: BootstrapFlags): Promise<number> {
  const foundation = foundationOf(locateStack(given, process.cwd()));
  const argument = given ?? foundation.stack;
  const session = openSession(foundation.place);
  const things = thingsOf(foundation, session);
  await assertCredentials(foundation, { session, things, argument, json: json === true });
  const { found, isDone } = await during("looking at the account", async ({ say, note }) => {
    const found = await survey(things);
    const isDone = yes === true && isNeeded(found) && isAllowed(found);
    if (isDone) {
      say("making and changing what is shown");
      await bringAll(things, note);
    }
    return { found, isDone };
  });
  const report = reportOf(foundation, { things: found, isDone, argument });
  print(bootstrapResult(report), bootstrapText(report), { json });
  return isAllowed(found) ? exitCodes.done : exitCodes.refused;
}

function isNeeded(found: readonly Found[]): boolean {
  return found.some(({ inspection: { is } }) => is === "missing" || is === "different");
}

function isAllowed(found: readonly Found[]): boolean {
  return found.every(({ inspection }) => inspection.is !== "refused");
}

function reportOf(
  { app, stack, place, state, ...foundation }: Foundation,
  done: Pick<BootstrapReport, "things" | "isDone" | "argument">,
): BootstrapReport {
  return {
    app,
    stack,
    accountId: place.accountId,
    region: place.region,
    ...done,
    hasState: state !== undefined,
    gitHubApps: gitHubApps(foundation.github, app),
    next: nextCommands({ app, stack, place, ...foundation, ...(state !== undefined && { state }) }, done.argument),
  };
}

/** Where nobody can be asked, what would be asked for is shown all the same. */
async function assertCredentials(
  { app, stack, place: { accountId } }: Foundation,
  of: { session: Session; things: readonly Thing[]; argument: string; json: boolean },
): Promise<void> {
  try {
    await of.session.clientConfig();
  } catch (error) {
    if (!of.json) {
      const things = of.things.map((thing) => ({ name: thing.name, asMade: asMade(thing) }));
      process.stdout.write(neededText({ app, stack, accountId, things }));
    }
    throw new UserError(`${messageOf(error)}; then npx slipway bootstrap ${of.argument} shows what is there already`);
  }
}
