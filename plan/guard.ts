import { diffInputs } from "../sandbox/diff.ts";
import { modelOf } from "../sandbox/models/registry.ts";
import { specOf } from "../sandbox/spec/spec.ts";
import { formerUrns } from "./guard-aliases.ts";
import type { Plan, PlannedResource } from "./plan.ts";

/** As much of a plan as the guard compares. */
export type GuardedPlan = Pick<Plan, "place" | "resources" | "allowReplace">;

/** A property that replaces a resource when it changes. */
export interface Cause {
  /** For example `dbName`; of the place, `environment.aws.region`. */
  readonly property: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Something protected that a change would take away. */
export interface Loss extends Pick<PlannedResource, "path" | "type" | "urn"> {
  readonly change: "replace" | "delete";
  /** Why it is replaced; empty for a delete. */
  readonly causes: readonly Cause[];
  /** Paths of new resources of its type: what is deleted may only have got another name. */
  readonly newcomers: readonly string[];
}

/** Everything protected that a change would take away, by whether `environment.allowReplace` names it. */
export interface Losses {
  readonly refused: readonly Loss[];
  readonly allowed: readonly Loss[];
}

/** Compares what a stack was with what it would be. Plan against plan: neither knows what happened on AWS in between. */
export function losses(from: GuardedPlan, to: GuardedPlan): Losses {
  const now = new Map(to.resources.map((resource) => [resource.urn, resource]));
  const renamed = new Map(to.resources.flatMap((one) => formerUrns(one, now).map((urn) => [urn, one] as const)));
  const before = new Set(from.resources.map(({ urn }) => urn));
  const lost = from.resources
    .filter(({ custom }) => custom)
    .flatMap((resource): Loss[] => {
      const { path, type, urn } = resource;
      const after = now.get(urn) ?? renamed.get(urn);
      if (!isHeld(resource, after, from)) {
        return [];
      }
      if (!after) {
        const newcomers = to.resources.filter((one) => one.type === type && !before.has(one.urn));
        return [{ path, type, urn, change: "delete", causes: [], newcomers: newcomers.map((one) => one.path) }];
      }
      const causes = [...moves(type, from, to), ...replacing(resource, after)];
      return causes.length ? [{ path, type, urn: after.urn, change: "replace", causes, newcomers: [] }] : [];
    });
  const isAllowed = ({ urn }: Loss) => to.allowReplace.includes(urn);
  return { refused: lost.filter((loss) => !isAllowed(loss)), allowed: lost.filter(isAllowed) };
}

/** Protected before or from now on, or only not protected because it was allowed to go. */
function isHeld(resource: PlannedResource, after: PlannedResource | undefined, from: GuardedPlan): boolean {
  return resource.protect || (after?.protect ?? false) || from.allowReplace.includes(resource.urn);
}

/** Nothing of AWS moves: in another account or region it is made anew. */
function moves(type: string, from: GuardedPlan, to: GuardedPlan): Cause[] {
  const places = ["accountId", "region"] as const;
  return places
    .filter((place) => type.startsWith("aws:") && from.place[place] !== to.place[place])
    .map((place) => ({ property: `environment.aws.${place}`, from: from.place[place], to: to.place[place] }));
}

/** What of the inputs replaces the resource, by AWS's published specification and the models' conditions. */
function replacing(before: PlannedResource, after: PlannedResource): Cause[] {
  const model = modelOf(after.type);
  const spec = specOf(after.type);
  if (!model || !spec) {
    return [];
  }
  const isLeft = (path: string) => after.ignoreChanges.some((left) => path === left || path.startsWith(`${left}.`));
  return diffInputs(model, spec, before.inputs, after.inputs)
    .differences.filter(({ path, replaces }) => replaces && !isLeft(path))
    .map(({ path }) => ({ property: path, from: valueAt(before.inputs, path), to: valueAt(after.inputs, path) }));
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
