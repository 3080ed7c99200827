import { isDeepStrictEqual } from "node:util";
import { diffInputs } from "../sandbox/diff.ts";
import { modelOf } from "../sandbox/models/registry.ts";
import { seededBy } from "../sandbox/seed.ts";
import { specOf } from "../sandbox/spec/spec.ts";
import { formerUrns } from "./guard-aliases.ts";
import type { Plan, PlannedResource } from "./plan.ts";

/** As much of a plan as is compared. */
export type ComparedPlan = Pick<Plan, "place" | "resources">;

/** A property of one resource that two plans disagree on. */
export interface ChangedProperty {
  /** For example `dbName`; of the place, `environment.aws.region`. */
  readonly property: string;
  readonly from: unknown;
  readonly to: unknown;
  /** The resource cannot keep living with this. */
  readonly replaces: boolean;
  /** Path of what gives the value, when it changes only because that is replaced. */
  readonly through?: string;
}

/** What becomes of a resource. */
export type What = "create" | "update" | "replace" | "delete" | "same";

/** One resource in two plans: in the first, in the second, or in both. */
export interface Change {
  readonly what: What;
  readonly before?: PlannedResource;
  readonly after?: PlannedResource;
  readonly properties: readonly ChangedProperty[];
  /** What is replaced is gone before the new one is there. */
  readonly deletesFirst: boolean;
}

/**
 * Compares two plans resource by resource, by URN and by aliases. What replaces follows from AWS's published
 * specification and the models' conditions; what refers to something replaced changes with it, as a preview has it.
 */
export function changesBetween(from: ComparedPlan, to: ComparedPlan): Change[] {
  const now = new Map(to.resources.map((resource) => [resource.urn, resource]));
  const formerly = matched(from.resources, to.resources, now);
  const compared = new Map<string, Change>();
  const changeOf = (after: PlannedResource): Change => {
    const known = compared.get(after.urn);
    const before = formerly.get(after.urn);
    const change = known ?? (before ? changed(before, after) : created(after));
    compared.set(after.urn, change);
    return change;
  };
  const changed = (before: PlannedResource, after: PlannedResource): Change => {
    const own = [...moves(after.type, from, to), ...differences(before, after)];
    const told = new Set(own.map(({ property }) => property.split(/[.[]/)[0]));
    const carried = Object.entries(after.references ?? {}).flatMap(([property, urns]) => {
      const givers = told.has(property) || isLeft(after, property) ? [] : urns.flatMap((urn) => now.get(urn) ?? []);
      const giver = givers.find((one) => isRenewed(changeOf(one), from, to));
      return giver ? [carriedBy(giver, property, before, after)] : [];
    });
    return changeFrom(before, after, [...own, ...carried]);
  };
  const kept = new Set(formerly.values());
  const gone = from.resources.filter((before) => !kept.has(before)).map(deleted);
  return [...to.resources.map(changeOf), ...gone];
}

/** What each resource was before, by its URN now; as the engine has it, an alias counts only for what is new under its own. */
function matched(
  before: readonly PlannedResource[],
  after: readonly PlannedResource[],
  now: ReadonlyMap<string, PlannedResource>,
): ReadonlyMap<string, PlannedResource> {
  const then = new Map(before.map((resource) => [resource.urn, resource]));
  const pairs = after.flatMap((one): [string, PlannedResource][] => {
    const former = [one.urn, ...formerUrns(one, now)].flatMap((urn) => then.get(urn) ?? [])[0];
    return former && (former.urn === one.urn || !now.has(former.urn)) ? [[one.urn, former]] : [];
  });
  return new Map(pairs);
}

function created(after: PlannedResource): Change {
  return { what: "create", after, properties: [], deletesFirst: false };
}

function deleted(before: PlannedResource): Change {
  return { what: "delete", before, properties: [], deletesFirst: false };
}

function changeFrom(before: PlannedResource, after: PlannedResource, properties: readonly ChangedProperty[]): Change {
  const replaces = properties.some((one) => one.replaces);
  const what = replaces ? "replace" : properties.length > 0 ? "update" : "same";
  const deletesFirst = replaces && (after.deleteBeforeReplace || keepsItsName(before, after));
  return { what, before, after, properties, deletesFirst };
}

/** Nothing of AWS moves: in another account or region it is made anew. */
function moves(type: string, from: ComparedPlan, to: ComparedPlan): ChangedProperty[] {
  const places = ["accountId", "region"] as const;
  return places
    .filter((place) => type.startsWith("aws:") && from.place[place] !== to.place[place])
    .map((place) => ({
      property: `environment.aws.${place}`,
      from: from.place[place],
      to: to.place[place],
      replaces: true,
    }));
}

/** What of the inputs differs, but for what the program leaves to AWS. */
function differences(before: PlannedResource, after: PlannedResource): ChangedProperty[] {
  const model = modelOf(after.type);
  const spec = specOf(after.type);
  if (!model || !spec) {
    return [];
  }
  return diffInputs(model, spec, before.inputs, after.inputs)
    .differences.filter(({ path }) => !isLeft(after, path))
    .map(({ path, replaces }) => ({
      property: path,
      from: valueAt(before.inputs, path),
      to: valueAt(after.inputs, path),
      replaces,
    }));
}

function isLeft({ ignoreChanges }: PlannedResource, path: string): boolean {
  return ignoreChanges.some((left) => path === left || path.startsWith(`${left}.`));
}

/** A property that holds what a replaced resource is known by: it is not known before that is made. */
function carriedBy(
  giver: PlannedResource,
  property: string,
  before: PlannedResource,
  after: PlannedResource,
): ChangedProperty {
  const replaces = specOf(after.type)?.replaces.includes(property) ?? false;
  return { property, from: before.inputs[property], to: after.inputs[property], replaces, through: giver.path };
}

/** Whether others have to follow it: it is made anew, and AWS gives it another id or ARN. */
function isRenewed({ what, before, after }: Change, from: ComparedPlan, to: ComparedPlan): boolean {
  const model = after && modelOf(after.type);
  if (what !== "replace" || !before || !after || !model) {
    return false;
  }
  const known = ({ inputs, urn }: PlannedResource, { place }: ComparedPlan, nth: number) => {
    const seed = seededBy(`${urn} ${nth}`, () => nth);
    const id = model.identify(inputs, seed, place);
    return [id, model.outputs(inputs, id, seed, place).arn];
  };
  return !isDeepStrictEqual(known(before, from, 1), known(after, to, 2));
}

/** AWS has one thing of a fixed name at a time. */
function keepsItsName(before: PlannedResource, after: PlannedResource): boolean {
  const name = modelOf(after.type)?.autoname?.input;
  return name !== undefined && after.inputs[name] !== undefined && after.inputs[name] === before.inputs[name];
}

/** The value at a path as Pulumi writes it: `loadBalancers[0].targetGroupArn`, `tags["a.b"]`. */
function valueAt(inputs: unknown, path: string): unknown {
  const steps = [...path.matchAll(/\["(.*?)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, key]) => {
    return quoted ?? index ?? key ?? "";
  });
  return steps.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    inputs,
  );
}
