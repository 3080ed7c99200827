import { type Freeze, isDated, isWeekly, meets, minutesOf } from "../../lib/freeze.ts";
import { isTimeZone } from "../../lib/schedule.ts";
import { dailySpans, overlaps, type WeekSpan, weeklySpan } from "../../lib/week-span.ts";
import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { freezesOf, windowsOf } from "../resolve-databases.ts";

const leastMinutes = 30;

/** Times in which nothing is changed make sense. */
export function checkFreezes({ environment }: Pick<Config, "environment">, report: Report): void {
  for (const { path, value, says } of wrongFreezes(environment)) {
    report.problem(path, value, says);
  }
}

/** Windows of databases are outside of the times of every week. */
export function checkWindows(config: Config, report: Report): void {
  const { app, environment } = config;
  const own = Object.keys(app.databases ?? {}).filter((key) => !environment.databases?.[key]?.existing);
  for (const key of wrongFreezes(environment).length === 0 ? own : []) {
    checkWindowsOf(key, config, freezesOf(environment), report);
  }
}

function wrongFreezes(environment: Config["environment"]): Wrong[] {
  return freezesOf(environment).flatMap((freeze, index) =>
    whatIsWrongWith(freeze, ["environment", "promotion", "freeze", index]),
  );
}

interface Wrong {
  readonly path: Path;
  readonly value: string;
  readonly says: string;
}

function whatIsWrongWith(freeze: Freeze, path: Path): Wrong[] {
  const { to, timeZone } = freeze;
  const says = whatIsWrongWithEnds(freeze);
  return [
    ...(isTimeZone(timeZone)
      ? []
      : [
          {
            path: [...path, "timeZone"],
            value: timeZone,
            says: "is no time zone: write it like Europe/Stockholm or UTC",
          },
        ]),
    ...(says === undefined ? [] : [{ path: [...path, "to"], value: to, says }]),
  ];
}

function whatIsWrongWithEnds(freeze: Freeze): string | undefined {
  const { from, to } = freeze;
  if (!isWeekly(freeze) && !isDated(freeze)) {
    return `is not written like from, ${from}: write both as fri 15:00 (every week) or both as a date and time (once)`;
  }
  const isEmpty = isDated(freeze) ? minutesOf(freeze) <= 0 : from === to;
  return isEmpty ? `is not after from, ${from}: correct one of them` : undefined;
}

function checkWindowsOf(key: string, config: Config, freezes: ReturnType<typeof freezesOf>, report: Report): void {
  const path: Path = ["environment", "databases", key, "windows"];
  const { backup, maintenance } = windowsOf(config, key);
  const weekly = weeklySpan(maintenance);
  if (weekly === undefined) {
    report.problem(
      [...path, "maintenance"],
      undefined,
      "has no hour left that promotion.freeze does not hold every week: make the freeze shorter, or RDS could never change anything",
    );
    return;
  }
  const daily = dailySpans(backup) ?? [];
  for (const [name, window, spans] of [
    ["backup", backup, daily],
    ["maintenance", maintenance, [weekly]],
  ] as const) {
    if (spans.some(({ from, to }) => to - from < leastMinutes)) {
      report.problem(
        [...path, name],
        window,
        `is shorter than ${leastMinutes} minutes, which RDS needs: make it longer`,
      );
    }
  }
  if (daily.some((span) => overlaps(span, weekly))) {
    report.problem([...path, "maintenance"], maintenance, `overlaps the backup, ${backup}: move one of them`);
  }
  for (const [index, freeze] of freezes.entries()) {
    tellMeeting([...path, "maintenance"], { maintenance, weekly, freeze, index }, report);
  }
}

function tellMeeting(
  path: Path,
  {
    maintenance,
    weekly,
    freeze,
    index,
  }: {
    readonly maintenance: string;
    readonly weekly: WeekSpan;
    readonly freeze: Freeze & { readonly because: string };
    readonly index: number;
  },
  report: Report,
): void {
  if (!meets(freeze, weekly)) {
    return;
  }
  const frozen = `promotion.freeze[${index}], ${freeze.from} to ${freeze.to} ${freeze.timeZone} (${freeze.because})`;
  if (isWeekly(freeze)) {
    report.problem(path, maintenance, `is in ${frozen}: move the window, or remove it for one that is free`);
  } else {
    report.warn(
      path,
      `${maintenance} comes up during ${frozen}: RDS knows no freeze of one time, so defer what is pending then, in the console of RDS`,
    );
  }
}
