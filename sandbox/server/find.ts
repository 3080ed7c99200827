import { isDeepStrictEqual } from "node:util";
import type { Resource } from "../model.ts";
import { isObject } from "../models/support.ts";
import type { Accounts } from "./accounts.ts";
import type { Wanted } from "./cloud.ts";

/** Outputs that hold a physical name. */
const NAMES = ["name", "identifier", "family", "clusterName", "replicationGroupId", "userId", "userGroupId"];

/**
 * The id of a resource that stands in an account without being in the state: by its name, else by its tag, else by
 * everything that was asked for, which includes its parent. Undefined when none or more than one fits.
 */
export function find(accounts: Accounts, { type, name, tag, inputs, known }: Wanted): string | undefined {
  const candidates = accounts
    .openAll()
    .flatMap((account) => account.all(type))
    .filter(({ id, outputs }) => !known.includes(id) && !known.includes(String(outputs.arn)));
  if (name !== undefined) return only(candidates, ({ outputs }) => NAMES.some((key) => outputs[key] === name));
  if (tag !== undefined)
    return only(candidates, ({ outputs: { tagsAll } }) => isObject(tagsAll) && tagsAll[tag.key] === tag.value);
  return only(candidates, (resource) => asAsked(resource, inputs));
}

function only(candidates: readonly Resource[], fits: (resource: Resource) => boolean): string | undefined {
  const [first, second] = candidates.filter(fits);
  return second ? undefined : first?.id;
}

/** Whether it has all the inputs that were asked for; those that are secret are left out. */
function asAsked(resource: Resource, inputs: Wanted["inputs"]): boolean {
  return Object.entries(inputs).every(([key, value]) => {
    const stored = resource.inputs[key];
    return key.startsWith("__") || (isObject(stored) && "$secret" in stored) || isDeepStrictEqual(stored, value);
  });
}
