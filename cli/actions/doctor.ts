import { openGitHubSettings } from "../../cloud/github-settings.ts";
import { attachedSandbox } from "../../cloud/open.ts";
import { locateStack } from "../../config/locate-stack.ts";
import type { Diagnosis } from "../../doctor/check.ts";
import { allChecks } from "../../doctor/checks.ts";
import { examine } from "../../doctor/examine.ts";
import { openContext } from "../../doctor/open-context.ts";
import { locateUnchecked } from "../../sandbox/run/locate.ts";
import { argumentFor, type LocatedStack } from "../../sandbox/run/workspace.ts";
import { exitCodes } from "../exit-codes.ts";
import { during } from "../progress.ts";
import { doctorText } from "../texts/doctor.ts";
import type { DoctorFlags } from "../verbs/doctor.ts";

/** `slipway doctor`: looks at everything that a stack needs, prints what is not ready, and returns the exit code. */
export async function runDoctor(argument: string | undefined, flags: DoctorFlags): Promise<number> {
  const located = locateUnchecked(locateStack(argument, process.cwd()));
  const found = await during(`looking at what ${located.stack} needs`, ({ note }) =>
    flags.sandbox ? inSandbox(located, flags, note) : look(located, flags),
  );
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ stack: located.stack, checks: found }, null, 2)}\n`
      : doctorText(located.stack, found),
  );
  return found.some(({ is }) => is === "failed") ? exitCodes.failed : exitCodes.done;
}

async function inSandbox(
  located: LocatedStack,
  flags: DoctorFlags,
  report: (sentence: string) => void,
): Promise<readonly Diagnosis[]> {
  const { withSandbox } = await import("../../sandbox/run/session.ts");
  return withSandbox(located, "doctor", { report }, () => look(located, flags));
}

async function look(located: LocatedStack, flags: DoctorFlags): Promise<readonly Diagnosis[]> {
  const { stack: name, file } = located;
  const sendsTest = flags.alarms ?? false;
  const context = await openContext({
    name,
    file,
    argument: argumentFor(located),
    isSandbox: attachedSandbox() !== undefined,
    sendsTest,
    // Somebody is waiting, and it is only read.
    github: openGitHubSettings({ pauseMilliseconds: 200 }),
  });
  return examine(context, allChecks({ sendsTest }));
}
