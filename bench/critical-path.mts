import { type Deployed, deploySeconds } from "../lib/deploy-time.ts";
import { changesBetween } from "../plan/change.ts";
import type { Plan, PlannedResource } from "../plan/plan.ts";
import { modelOf } from "../sandbox/models/registry.ts";

/** What takes time on the way to the end of an `up`. */
interface Step {
  readonly path: string;
  readonly minutes: number;
}

/** The steps that wait for each other longest, and what they take together. */
export interface CriticalPath {
  readonly minutes: number;
  readonly steps: readonly Step[];
}

/** What a one-off task takes: a minute to start, as every task, and one for its work, which depends on the data. */
export const oneOffMinutes = 2;

const service = "aws:ecs/service:Service";

/** The longest way through what an `up` of nothing makes; the minutes are those of the sandbox's models. */
export function firstUp({ resources }: Pick<Plan, "resources">): CriticalPath {
  return longest(resources, (resource) => (runsOnce(resource) ? oneOffMinutes : typicalMinutes(resource)));
}

/** What a release touches, and the longest way through it: what is as it was takes no time. */
export function routineDeploy(
  before: Plan,
  after: Plan,
  services: Readonly<Record<string, Deployed>>,
): CriticalPath & { readonly touched: readonly string[] } {
  const touched = changesBetween(before, after).flatMap(({ what, after: now }) =>
    now && what !== "same" ? [now] : [],
  );
  const urns = new Set(touched.filter(({ custom }) => custom).map(({ urn }) => urn));
  const minutesOf = (resource: PlannedResource) => {
    const { urn, type, path } = resource;
    const deployed = type === service ? services[path.split("/")[0] ?? ""] : undefined;
    if (!urns.has(urn)) {
      return 0;
    }
    return deployed ? deploySeconds(deployed) / 60 : runsOnce(resource) ? oneOffMinutes : typicalMinutes(resource);
  };
  return { ...longest(after.resources, minutesOf), touched: touched.map(({ path }) => path) };
}

/** A record whose hook runs a task first. */
function runsOnce({ type, hooks }: PlannedResource): boolean {
  return type === "aws:ssm/parameter:Parameter" && hooks.beforeCreate !== undefined;
}

function typicalMinutes({ type }: PlannedResource): number {
  return modelOf(type)?.typicalMinutes ?? 0;
}

/** Of all chains of resources that wait for each other the one that takes longest. */
function longest(
  resources: readonly PlannedResource[],
  minutesOf: (resource: PlannedResource) => number,
): CriticalPath {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const known = new Map<string, CriticalPath>();
  const upTo = (resource: PlannedResource): CriticalPath => {
    const done = known.get(resource.urn);
    if (done) {
      return done;
    }
    const { path, dependsOn, references = {} } = resource;
    const waitsFor = new Set([...dependsOn, ...Object.values(references).flat()]);
    const before = slowest([...waitsFor].flatMap((urn) => byUrn.get(urn) ?? []).map(upTo));
    const minutes = minutesOf(resource);
    const steps = minutes > 0 ? [...before.steps, { path, minutes }] : before.steps;
    const whole = { minutes: before.minutes + minutes, steps };
    known.set(resource.urn, whole);
    return whole;
  };
  return slowest(resources.map(upTo));
}

function slowest(paths: readonly CriticalPath[]): CriticalPath {
  return paths.reduce((most, path) => (path.minutes > most.minutes ? path : most), { minutes: 0, steps: [] });
}
