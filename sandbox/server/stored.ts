import type { Account } from "../account.ts";
import { autonamed } from "../diff.ts";
import type { Resource, Values } from "../model.ts";
import { modelOf } from "../models/registry.ts";
import { masked } from "./secrets.ts";
import type { Path, Properties } from "./wire.ts";

/**
 * A resource that the provider knows the id of: it has waited until AWS shows what it made, or it stands in the world.
 */
export function own(account: Account, type: string, id: string): Resource | undefined {
  return (
    account.get(type, id) ??
    (account.reveal() ? account.get(type, id) : undefined) ??
    modelOf(type)?.beforehand?.find(id, account)
  );
}

/** The inputs that somebody gave, and so not what the provider filled in. */
export function given(inputs: Values): readonly string[] {
  const filled = autonamed(inputs);
  return Object.keys(inputs).filter((key) => !filled.includes(key));
}

/** What a refresh puts into a state: of what the provider filled in, only what the state has already. */
export function refreshed(stored: Values, state: Values): Values {
  const asked = given(stored);
  return Object.fromEntries(
    Object.entries(stored).filter(([key]) => (asked.includes(key) && key !== "__defaults") || key in state),
  );
}

/** A resource as the account keeps it: secrets are digests. */
export function store(account: Account, resource: Resource, inputs: Properties, secrets: readonly Path[]): Resource {
  return {
    ...resource,
    inputs: masked(account, resource.inputs, inputs.secrets),
    outputs: masked(account, resource.outputs, secrets),
  };
}

/** Values without those of some keys. */
export function without(values: Values, keys: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
}

/** Whether another resource has taken this one's id since, as a new revision takes its family's. */
export function isTaken(stored: Resource, { arn }: Values): boolean {
  return stored.outputs.arn !== undefined && arn !== undefined && stored.outputs.arn !== arn;
}
