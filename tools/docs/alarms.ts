import { writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { offlineCloud } from "../../cloud/offline.ts";
import { type AlarmName, alarmsOfApp, type Watched } from "../../config/alarm-names.ts";
import { formatProblems } from "../../config/problem.ts";
import { resolve } from "../../config/resolve.ts";
import { app as appSchema } from "../../config/schema/app.ts";
import main from "../../index.ts";
import type { AlarmKind } from "../../lib/alarm-kinds.ts";
import { declare } from "../../plan/declare.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { runbookOf, tellsOf, thresholdOf, whenOf } from "./alarm-words.ts";
import { introduction } from "./alarms-introduction.ts";
import { sampleValues } from "./alarms-sample.ts";
import { escaped } from "./rules-part.ts";

/** The page that lists the alarms, from the root of the project. */
export const page = "docs/alarms.md";

const headings: Readonly<Record<Watched, string>> = {
  service: "Services: `<service>-…`",
  web: "Web services: `<service>-…`",
  worker: "Workers: `<service>-…`",
  job: "Jobs: `<job>-…`",
  database: "Databases: `<database>-…`",
  replica: "Read replicas: `<database>-replica-<n>-…`",
  restoreTest: "Restore tests: `restore-test-<database>-…`",
  cache: "Caches: `<cache>-…`",
  followed: "Queues in a cache: `<cache>-queue-depth-<service>-…`",
  queue: "Queues of SQS: `<queue>-…`",
  stack: "The stack",
};

const profiles = ["production", "staging"] as const;

/** One kind of alarm, as each profile makes it. */
export interface AlarmRow extends Omit<AlarmName, "name" | "path"> {
  readonly alarms: Readonly<Partial<Record<(typeof profiles)[number], PlannedResource>>>;
}

let known: Promise<AlarmRow[]> | undefined;

/** Every kind of alarm, with what each profile makes of it; worked out once. */
export function alarmRows(): Promise<AlarmRow[]> {
  known ??= rowsOfPlans();
  return known;
}

async function rowsOfPlans(): Promise<AlarmRow[]> {
  const planned = { production: await planOf("production"), staging: await planOf("staging") };
  const rows = new Map<string, AlarmRow>();
  for (const { name, of, suffix, kind } of alarmsOfApp(appSchema.parse(sampleValues("production").app))) {
    const key = `${of} ${suffix}`;
    const alarms = Object.fromEntries(
      profiles.flatMap((profile) => {
        const alarm = planned[profile].find((one) => one.name === name);
        return alarm ? [[profile, alarm]] : [];
      }),
    );
    rows.set(key, { of, suffix, kind, alarms: { ...alarms, ...rows.get(key)?.alarms } });
  }
  return [...rows.values()];
}

/** What a stack of the sample declares. */
async function planOf(profile: (typeof profiles)[number]): Promise<readonly PlannedResource[]> {
  const resolved = resolve(sampleValues(profile), { stack: profile }, (value) => pulumi.secret(value));
  if ("problems" in resolved) {
    throw new Error(formatProblems(resolved.problems, "tools/docs/alarms-sample.ts"));
  }
  if (!("stack" in resolved)) {
    throw new Error("tools/docs/alarms-sample.ts waits for a promotion");
  }
  const { accountId, region } = resolved.stack.account;
  const where = { project: "alarms", stack: profile, place: { accountId, region } };
  const { resources } = await declare(() => main({ ...resolved, warnings: [] }, offlineCloud), where);
  return resources.filter(({ type }) => /:(MetricAlarm|CompositeAlarm)$/.test(type));
}

/** The whole page. */
export async function alarmsPage(): Promise<string> {
  const rows = await alarmRows();
  const sections = (Object.keys(headings) as Watched[]).map((what) =>
    [
      `## ${headings[what]}`,
      "",
      "| Alarm | Rings when | Tells | In staging | Why this number |",
      "|---|---|---|---|---|",
      ...rows.filter(({ of }) => of === what).map(line),
      "",
    ].join("\n"),
  );
  return [introduction, ...sections].join("\n");
}

function line({ suffix, kind, alarms: { production, staging } }: AlarmRow): string {
  const shown = production ?? staging;
  if (!shown) {
    throw new Error(`no alarm ${suffix} is in the sample's plans: give it one in tools/docs/alarms-sample.ts`);
  }
  const name = `[${suffix}](runbooks/${runbookOf(shown)}.md)`;
  const cells = [name, whenOf(shown, kind), tellsOf(shown), inStaging(kind, production, staging), kind.why];
  return `| ${cells.map(escaped).join(" | ")} |`;
}

function inStaging(
  kind: AlarmKind,
  production: PlannedResource | undefined,
  staging: PlannedResource | undefined,
): string {
  if (!staging) {
    return "no";
  }
  if (!production) {
    return "only";
  }
  if (whenOf(production, kind) === whenOf(staging, kind)) {
    return "the same";
  }
  const threshold = thresholdOf(staging, kind);
  return threshold === undefined || threshold === thresholdOf(production, kind) ? whenOf(staging, kind) : threshold;
}

if (import.meta.main) {
  writeFileSync(new URL(`../../${page}`, import.meta.url), await alarmsPage());
}
