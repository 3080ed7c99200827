import { starterOf, starters, writeStarter } from "../../delivery/starter.ts";
import { UserError } from "../../lib/user-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { CiStarterFlags } from "../verbs/ci-starter.ts";

/** `slipway ci starter`: prints, or writes one file. */
export function runCiStarter(system: string | undefined, { to }: CiStarterFlags): number {
  if (system === undefined) {
    if (to !== undefined) {
      throw new UserError(`--to wants a system beside it: use one of ${starters().join(", ")}`);
    }
    process.stdout.write(`${starters().join("\n")}\n`);
    return exitCodes.done;
  }
  if (to === undefined) {
    process.stdout.write(starterOf(system));
    return exitCodes.done;
  }
  writeStarter(system, to);
  process.stdout.write(
    `${to} is written: its jobs are what app.delivery.checks may name\n` +
      "make it yours: the repositories behind uses:, repository:, infrastructure:, and the app's own commands\n",
  );
  return exitCodes.done;
}
