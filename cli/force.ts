import { UserError } from "../lib/user-error.ts";

interface ForceFlags {
  readonly force?: true;
  readonly reason?: string;
}

/** What passes by force says why, since that is all that is left of it. */
export function refuseForceAlone(words: readonly string[], flags: ForceFlags, example: string): void {
  if (flags.force && !flags.reason?.trim()) {
    throw new UserError(`--force needs a --reason, which is recorded: ${forced(words, flags, example)}`);
  }
}

/** Where a reason is of what is passed, there is none without that. */
export function refuseReasonAlone(words: readonly string[], flags: ForceFlags): void {
  const { force, reason } = flags;
  if (!force && reason !== undefined) {
    const command = forced(words, flags, reason.trim() || "…");
    throw new UserError(`--reason says why a gate is passed, so it goes with --force: ${command}`);
  }
}

/** The command as it was typed, by force: without a flag that was given, it would be about something else. */
function forced(words: readonly string[], { force: _force, reason: _reason, ...others }: ForceFlags, reason: string) {
  const flags = Object.entries(others).flatMap(([name, value]) => [
    `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    ...(value === true ? [] : [/^[\w.:@/-]+$/.test(String(value)) ? String(value) : JSON.stringify(value)]),
  ]);
  return ["npx slipway", ...words, ...flags, `--force --reason ${JSON.stringify(reason)}`].join(" ");
}
