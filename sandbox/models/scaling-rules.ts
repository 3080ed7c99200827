import type { InAccount, Rule } from "../model.ts";
import { DIMENSION, SCALABLE_TARGET } from "./scaling-tokens.ts";
import { str } from "./values.ts";

/** Something that hangs on a scalable target. */
interface OnTarget {
  /** What the ids of its rules begin with. */
  readonly id: string;
  readonly noun: string;
  /** The call that makes and changes it. */
  readonly call: string;
  readonly source: string;
}

/** It needs a scalable target that exists. */
export function targetExists({ id, noun, source }: OnTarget): Rule<InAccount> {
  return {
    id: `${id}-target-exists`,
    says: `A ${noun} is for a scalable target that exists.`,
    source,
    refuse({ resource: { inputs }, account }) {
      const target = str(inputs, "resourceId") ?? "";
      return account.get(SCALABLE_TARGET, target) === undefined
        ? `ObjectNotFoundException: No scalable target registered for service namespace: ecs, resource ID: ${target}, scalable dimension: ${DIMENSION}. ` +
            "Take resourceId from the Target"
        : undefined;
    },
  };
}

/** A second one of the same name would change the first: both are made by a put. */
export function nameOnce(type: string, { id, noun, call, source }: OnTarget): Rule<InAccount> {
  return {
    id: `${id}-name-once`,
    says: `The name of a ${noun} is used once for a scalable target.`,
    source,
    refuse({ resource, before, account }) {
      const { name, resourceId } = resource.inputs;
      const other = account.find(type, ({ outputs }) => outputs.name === name && outputs.resourceId === resourceId);
      return other === undefined || before !== undefined
        ? undefined
        : `${resourceId} has a ${noun} "${name}" already, which ${call} would change: choose another name`;
    },
  };
}
