import { type AlarmKind, alarmKinds } from "../../lib/alarm-kinds.ts";
import { alarmsOfApp } from "../alarm-names.ts";
import type { Config } from "../blocks.ts";
import { orMeant, type Report } from "../problem.ts";
import { profiles } from "../profiles.ts";

/** A name may be that of something that the app had once, if alarms are called so; then no promotion waits for it. */
const kinds = Object.values(alarmKinds).flatMap((kind) => Object.keys(kind));
const mayBeGone = (name: string) => kinds.some((suffix) => name.endsWith(`-${suffix}`));

/** Fewer bytes than these were meant as something larger. */
const mebibyte = 1024 ** 2;

function numberOf(threshold: number | { readonly value: number }): number {
  return typeof threshold === "number" ? threshold : threshold.value;
}

/** Why a number cannot be meant in its unit; an alarm with it would ring always or never. */
function outOfBounds(unit: string, value: number): string | undefined {
  if (unit === "%" && value > 100) {
    return "is over all there is: write up to 100, in per cent";
  }
  return unit === "bytes" && value < mebibyte ? "is in bytes: 2 GiB are 2147483648" : undefined;
}

/** A threshold belongs to an alarm of this app that has one, and is a number of its unit. */
export function checkThresholds({ app, environment }: Config, report: Report): void {
  const all = new Map(alarmsOfApp(app).map(({ name, kind }) => [name, kind]));
  const settable = [...all].flatMap(([name, { unit }]) => (unit === undefined ? [] : [name]));
  const { earlyWarnings } = profiles[environment.profile];
  for (const [name, threshold] of Object.entries(environment.alarms?.thresholds ?? {})) {
    const path = ["environment", "alarms", "thresholds", name];
    const kind = all.get(name);
    if (kind === undefined && mayBeGone(name)) {
      report.warn(path, `has no effect: the app has nothing that this could be an alarm of${orMeant(name, settable)}`);
      continue;
    }
    const why = kind ? notMeant(kind, numberOf(threshold)) : noAlarm(name, settable);
    if (why !== undefined) {
      report.problem(path, threshold, why);
    } else if (kind?.early && !earlyWarnings) {
      report.warn(path, `has no effect: the profile ${environment.profile} makes no early warnings`);
    }
  }
}

function noAlarm(name: string, settable: readonly string[]): string {
  return `is no alarm of this app: remove it, or use a name of docs/alarms.md${orMeant(name, settable)}`;
}

function notMeant({ unit }: AlarmKind, value: number): string | undefined {
  return unit === undefined
    ? "has no threshold that could be set: remove it; docs/alarms.md says what rings it"
    : outOfBounds(unit, value);
}
