import type { PlanDiff } from "../../plan/diff.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { paint } from "../paint.ts";
import { explainedFindings, openFindings, policyLine } from "./policy.ts";
import { fittedTable, usd } from "./table.ts";
import { wrapped } from "./wrapped.ts";

/** The plan for a person: one line a component, what it is, and how many of what it has. */
export function planText(plan: Plan): string {
  const { place, resources } = plan;
  const components = topComponents(resources);
  const rows = components.map(([path, members]) => {
    const made = members.filter(({ custom }) => custom);
    const kind = members.find((member) => member.path === path);
    return [paint.bold(path), shortType(kind?.type ?? ""), `${made.length}`, counts(made)];
  });
  const custom = components.flatMap(([, members]) => members.filter(({ custom }) => custom));
  const kept = custom.filter(({ protect }) => protect);
  const lines = [
    ...wrapped(
      `${plan.project} · ${plan.stack}: account ${place.accountId}, ${place.region}, profile ${place.profile}`,
      "  ",
    ),
    "",
    fittedTable(rows, ["left", "left", "right", "left"], 3),
    "",
    ...wrapped(`${custom.length} resources in ${components.length} components; ${protectedText(plan, kept)}`, "  "),
    ...wrapped(`deploy: ${plan.deploy.sum}`, "  "),
    ...wrapped(costLine(plan), "  "),
    ...wrapped(policyLine(plan.rules, plan.findings), "  "),
    ...section("against the rules (docs/policies.md)", openFindings(plan.findings)),
    ...section("priorities moved", plan.movedRoutes),
    ...section(
      "thresholds of this place",
      Object.entries(plan.thresholds).map(([alarm, threshold]) => `${alarm}: ${threshold}`),
    ),
    ...section(
      "overridden, and why",
      plan.overrides.map(({ path, because }) => `${path}: ${because}`),
    ),
    ...section("less safe, and why", [
      ...plan.exceptions.map(({ key, because }) => `${key}: ${because}`),
      ...explainedFindings(plan.findings),
    ]),
    ...section(`over AWS's first quotas (npx slipway doctor ${plan.stack} asks the account)`, plan.quotas),
    ...section("warnings", plan.warnings),
  ];
  return `${lines.join("\n")}\n`;
}

/** `1 protected: main/main-instance (npx slipway guard production says what a change would do to them)` */
function protectedText({ stack }: Plan, kept: readonly PlannedResource[]): string {
  const paths = kept.map(({ path }) => path).join(", ");
  return kept.length === 0
    ? "none protected"
    : `${kept.length} protected: ${paths} (npx slipway guard ${stack} says what a change would do to them)`;
}

/** `cost: about 144 USD a month (130 to 219), 19 of its prices unverified: npx slipway cost staging` */
function costLine({ stack, cost: { usd: range, maxMonthlyUsd, unverifiedPrices } }: Plan): string {
  const unverified = unverifiedPrices > 0 ? `, ${unverifiedPrices} of its prices unverified` : "";
  const limit = maxMonthlyUsd === undefined ? "" : `, limit ${maxMonthlyUsd}`;
  return `cost: about ${usd(range.expected)} USD a month (${usd(range.low)} to ${usd(range.high)})${limit}${unverified}: npx slipway cost ${stack}`;
}

/** The difference of two plans for a person. */
export function planDiffText(diff: PlanDiff): string {
  const named = ({ path, type }: { path: string; type: string }) => `${path} (${shortType(type)})`;
  const lines = [
    ...wrapped(
      `${diff.from} → ${diff.to}: ${diff.changed.length} different, ${diff.onlyFrom.length} only in ${diff.from}, ${diff.onlyTo.length} only in ${diff.to}, ${diff.same} the same`,
      "  ",
    ),
    ...section(`only in ${diff.from}`, diff.onlyFrom.map(named)),
    ...section(`only in ${diff.to}`, diff.onlyTo.map(named)),
    ...section(
      "different",
      diff.changed.flatMap((resource) => [
        named(resource),
        ...resource.values.map(({ path, from, to }) => `  ${path}: ${shown(from)} → ${shown(to)}`),
      ]),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length ? ["", `${title}:`, ...lines.flatMap((line) => wrapped(`  ${line}`, "    "))] : [];
}

function shown(value: unknown): string {
  return value === undefined ? "(not set)" : JSON.stringify(value);
}

/** Resources by the component at the top that they belong to, in the order of the graph's names. */
function topComponents(resources: readonly PlannedResource[]): [string, PlannedResource[]][] {
  const groups = Map.groupBy(
    resources.filter(({ type }) => !type.startsWith("pulumi:providers:")),
    ({ path }) => path.split("/")[0] ?? path,
  );
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function counts(resources: readonly PlannedResource[]): string {
  const byType = Map.groupBy(resources, ({ type }) => shortType(type));
  return [...byType]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .map(([type, { length }]) => (length === 1 ? type : `${length} ${type}`))
    .join(", ");
}

function shortType(type: string): string {
  return type.split(":").at(-1) ?? type;
}
