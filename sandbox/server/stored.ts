import type { Account } from "../account.ts";
import type { Resource, Values } from "../model.ts";
import { masked } from "./secrets.ts";
import type { Path, Properties } from "./wire.ts";

/** A resource that the provider knows the id of: it has waited until AWS shows what it made. */
export function own(account: Account, type: string, id: string): Resource | undefined {
  return account.get(type, id) ?? (account.reveal() ? account.get(type, id) : undefined);
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
