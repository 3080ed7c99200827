import { deployCommand } from "../../promotion/slipway-command.ts";
import type { Stage } from "../../promotion/stage.ts";
import type { Recovery } from "../../sandbox/run/recover.ts";

/** What a recovery did, and what comes next. */
export function recoverText(recovery: Recovery, stage: Pick<Stage, "located" | "isSandbox">): string {
  const { droppedLock, adopted, missing } = recovery;
  const isNothing = !droppedLock && adopted.length === 0 && missing.length === 0;
  return [
    ...(droppedLock ? ["dropped the lock of a run that no longer lives"] : []),
    ...adopted.map(({ name, type, id, by }) => `found by its ${by}, now in the state: ${name} (${type}) ${id}`),
    ...missing.map(
      ({ name, type, why, importLine }) =>
        `not found, so the next run makes it: ${name} (${type})${why === undefined ? "" : `: ${why}`}\n  if it exists after all: ${stage.isSandbox ? "npx slipway sandbox -- " : ""}${importLine}`,
    ),
    isNothing ? "there is nothing to recover" : `next: ${nextCommand(recovery, stage)}`,
    "",
  ].join("\n");
}

/** Verbs that deploy nothing: they are typed again, where nothing was being made. */
const again: Readonly<Record<string, string>> = {
  preview: "sandbox preview",
  refresh: "sandbox refresh",
  destroy: "sandbox destroy",
  verify: "verify",
};

function nextCommand({ adopted, missing, killed }: Recovery, stage: Pick<Stage, "located" | "isSandbox">): string {
  const verb = killed && again[killed.verb];
  if (!verb || adopted.length > 0 || missing.length > 0) return deployCommand(stage);
  return `npx slipway ${verb} ${killed.stack}${verb.startsWith("sandbox ") ? "" : " --sandbox"}`;
}
