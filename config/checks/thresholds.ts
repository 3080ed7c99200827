import { alarmsOfApp } from "../alarm-names.ts";
import type { Config } from "../blocks.ts";
import { orMeant, type Report } from "../problem.ts";
import { profiles } from "../profiles.ts";

/** A threshold belongs to an alarm of this app that has one. */
export function checkThresholds({ app, environment }: Config, report: Report): void {
  const all = new Map(alarmsOfApp(app).map(({ name, kind }) => [name, kind]));
  const settable = [...all].flatMap(([name, { unit }]) => (unit === undefined ? [] : [name]));
  const { earlyWarnings } = profiles[environment.profile];
  for (const [name, threshold] of Object.entries(environment.alarms?.thresholds ?? {})) {
    const path = ["environment", "alarms", "thresholds", name];
    const kind = all.get(name);
    if (kind === undefined) {
      report.problem(
        path,
        threshold,
        `is no alarm of this app: remove it, or use a name of docs/alarms.md${orMeant(name, settable)}`,
      );
    } else if (kind.unit === undefined) {
      report.problem(
        path,
        threshold,
        "has no threshold that could be set: remove it; docs/alarms.md says what rings it",
      );
    } else if (kind.early && !earlyWarnings) {
      report.warn(path, `has no effect: the profile ${environment.profile} makes no early warnings`);
    }
  }
}
