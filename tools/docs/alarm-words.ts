import type { AlarmKind } from "../../lib/alarm-kinds.ts";
import type { PlannedResource } from "../../plan/plan.ts";

const noData: Readonly<Record<string, string>> = {
  breaching: "rings too",
  notBreaching: "is well",
  missing: "tells nobody",
};

/** When an alarm rings, in words; of a composite alarm its rule. */
export function whenOf({ inputs }: PlannedResource, kind: AlarmKind): string {
  if (inputs.alarmRule !== undefined) {
    const { alarm: suppressor } = Object(inputs.actionsSuppressor);
    const hushed = suppressor === undefined ? "" : `, told unless \`${suppressor}\` rings`;
    return `\`${inputs.alarmRule}\`${hushed}`
      .replaceAll(/ALARM\("([^"]+)"\)/g, "$1")
      .replaceAll(/\b[a-z]+-(?:production|staging)-/g, "");
  }
  const { evaluationPeriods: periods, datapointsToAlarm: points } = inputs;
  const silence = inputs.insufficientDataActions ? "tells" : noData[String(inputs.treatMissingData)];
  const side = inputs.comparisonOperator === "LessThanThreshold" ? "below" : "above";
  const often = `${points} of ${periods} × ${duration(periodOf(inputs))}`;
  return `${metricOf(inputs)} ${side} ${amount(inputs, kind)}, ${often}; no data ${silence}`;
}

/** The threshold with its unit; none of a composite alarm. */
export function thresholdOf({ inputs }: PlannedResource, kind: AlarmKind): string | undefined {
  return inputs.threshold === undefined ? undefined : amount(inputs, kind);
}

/** Who hears of it. */
export function tellsOf({ inputs }: PlannedResource): string {
  const [topic] = (inputs.alarmActions as readonly unknown[] | undefined) ?? [];
  if (topic === undefined) {
    return inputs.alarmActions === undefined ? "ECS" : "nobody itself";
  }
  return String(topic).includes("page") ? "**page**" : "notify";
}

/** The page that its text names. */
export function runbookOf({ name, inputs }: PlannedResource): string {
  const runbook = /Runbook: \S*?([a-z0-9-]+)\.md$/.exec(String(inputs.alarmDescription))?.[1];
  if (runbook === undefined) {
    throw new Error(`alarm ${name} names no runbook: make it with alarm() of components/alarm.ts`);
  }
  return runbook;
}

type Inputs = PlannedResource["inputs"];

function queriesOf({ metricQueries }: Inputs): readonly Record<string, unknown>[] {
  return Array.isArray(metricQueries) ? metricQueries : [];
}

function metricOf(inputs: Inputs): string {
  const shown = queriesOf(inputs).find(({ returnData }) => returnData === true);
  return shown
    ? String(shown.label)
    : `\`${String(inputs.metricName)}\` (${String(inputs.statistic ?? inputs.extendedStatistic)})`;
}

function periodOf(inputs: Inputs): number {
  const measured = queriesOf(inputs).map(({ metric }) => Number(Object(metric).period));
  return Number(inputs.period ?? measured.find((period) => period > 0));
}

function duration(seconds: number): string {
  const [length, unit] = [
    [86_400, "d"],
    [3600, "h"],
    [60, "min"],
  ].find(([length]) => seconds % Number(length) === 0) ?? [1, "s"];
  return `${seconds / Number(length)} ${unit}`;
}

function amount({ threshold }: Inputs, { unit }: AlarmKind): string {
  return unit === "bytes"
    ? `${String(threshold)} bytes (${Math.round((Number(threshold) / 1024 ** 3) * 100) / 100} GiB)`
    : `${String(threshold)}${unit === undefined ? "" : ` ${unit}`}`;
}
