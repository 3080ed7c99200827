import { createHash } from "node:crypto";
import { type CostLine, estimate } from "../config/cost/estimate.ts";
import type { Stack } from "../config/stack.ts";
import { canonicalJson } from "../lib/canonical-json.ts";
import { counted } from "../lib/counted.ts";
import type { Plan, PlannedResource } from "../plan/plan.ts";
import { arrowsOf } from "./arrows.ts";
import { boxOf } from "./box-of.ts";
import type { Draft } from "./boxes/draft.ts";
import { edgeBoxes } from "./boxes/edge.ts";
import { githubBoxes, roleBoxes } from "./boxes/github.ts";
import { networkBoxes } from "./boxes/network.ts";
import { outsideBoxes } from "./boxes/outside.ts";
import { storeBoxes } from "./boxes/stores.ts";
import { taskBoxes } from "./boxes/tasks.ts";
import { watchBoxes } from "./boxes/watch.ts";
import type { Box, EnvironmentMap } from "./environment-map.ts";

/** Types of what alarms are made of, and the input that names one. */
const alarmNames: Readonly<Record<string, string>> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": "name",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": "alarmName",
};

/**
 * The map of a stack: boxes from its configuration, counted and connected by what its plan declares. Each resource of the
 * plan belongs to one box.
 */
export function mapOf(plan: Plan, stack: Stack): EnvironmentMap {
  const drafts = draftsOf(plan, stack);
  const ids = new Set(drafts.map(({ id }) => id));
  const homes = new Map(plan.resources.map((resource) => [resource.urn, boxOf(resource, stack, ids)]));
  const { lines, total } = estimate(stack);
  const costs = costsOf(lines, stack);
  return {
    project: plan.project,
    stack: plan.stack,
    title: `${plan.stack} of ${stack.app}`,
    facts: factsOf(plan, stack),
    usdPerMonth: total.expected,
    boxes: drafts.map((draft) =>
      boxFrom(
        draft,
        plan.resources.filter(({ urn }) => homes.get(urn) === draft.id),
        costs,
      ),
    ),
    arrows: arrowsOf(plan.resources, homes, drafts, stack),
  };
}

function draftsOf(plan: Plan, stack: Stack): Draft[] {
  const { account, prefix } = stack;
  const facts = [account.region, `physical names begin with ${prefix}`];
  return [
    ...outsideBoxes(stack),
    { id: "account", kind: "account", name: `AWS ${account.accountId}`, facts },
    ...networkBoxes(stack, plan),
    ...edgeBoxes(stack),
    ...taskBoxes(stack),
    ...storeBoxes(stack),
    ...watchBoxes(stack),
    ...roleBoxes(stack),
    ...githubBoxes(stack),
  ];
}

function factsOf({ place, deploy, resources }: Plan, { release, cost }: Stack): string[] {
  const { maxMonthlyUsd } = cost;
  return [
    `account ${place.accountId}, ${place.region}, profile ${place.profile}`,
    ...(place.domain === undefined ? [] : [`https://${place.domain}`]),
    ...(release.version === undefined ? [] : [`release ${release.version}, ${deploy.minutes} minutes to deploy`]),
    [
      counted(resources.filter(({ custom }) => custom).length, "resource"),
      counted(resources.flatMap(alarmsOf).length, "alarm"),
    ].join(", "),
    ...(maxMonthlyUsd === undefined ? [] : [`at most $${maxMonthlyUsd} a month`]),
  ];
}

/** A box with what the plan declares for it, and what that costs. */
function boxFrom(draft: Draft, declared: readonly PlannedResource[], costs: ReadonlyMap<string, number>): Box {
  const usd = costs.get(draft.id);
  return {
    ...draft,
    ...(usd && { usdPerMonth: usd }),
    alarms: declared.flatMap(alarmsOf).sort(),
    resources: declared.filter(({ custom }) => custom).length,
    ...(declared.length > 0 && { fingerprint: fingerprintOf(declared) }),
  };
}

/** Of secrets a plan knows only that there are some. */
function fingerprintOf(declared: readonly PlannedResource[]): string {
  const all = declared.map(({ type, name, protect, ignoreChanges, inputs }) => ({
    type,
    name,
    protect,
    ignoreChanges,
    inputs,
  }));
  return createHash("sha256").update(canonicalJson(all)).digest("hex").slice(0, 12);
}

/** The physical name of an alarm; nothing of what is none. */
function alarmsOf({ type, inputs }: PlannedResource): string[] {
  const name = inputs[alarmNames[type] ?? ""];
  return typeof name === "string" ? [name] : [];
}

/** What each box costs: lines of an estimate are of one thing each, or of a word that stands for several. */
function costsOf(lines: readonly CostLine[], stack: Stack): Map<string, number> {
  const { services, jobs, databases, caches, queues, buckets } = stack;
  const named = { service: services, job: jobs, database: databases, cache: caches, queue: queues, bucket: buckets };
  const ids = new Map([
    ...["network", "edge", "secrets", "alarms"].map((word) => [word, word] as const),
    ["logs", "alarms"] as const,
    ...Object.entries(named).flatMap(([kind, things]) =>
      Object.keys(things).map((name) => [name, `${kind}/${name}`] as const),
    ),
  ]);
  const costs = new Map<string, number>();
  for (const { component, usd } of lines) {
    const id = ids.get(component) ?? "account";
    costs.set(id, cents((costs.get(id) ?? 0) + usd.expected));
  }
  return costs;
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
