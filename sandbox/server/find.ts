import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { findable } from "../../cloud/findable.ts";
import type { Resource, Values } from "../model.ts";
import { isObject } from "../models/values.ts";
import type { Accounts } from "./accounts.ts";

const question = z.object({
  type: z.string(),
  name: z.string().optional(),
  tag: z.object({ key: z.string(), value: z.string() }).optional(),
  inputs: z.record(z.string(), z.unknown()),
  known: z.array(z.string()).default([]),
});

/** Outputs that hold a physical name. */
const NAMES = ["name", "bucket", "identifier", "family", "clusterName", "replicationGroupId", "userId", "userGroupId"];

/**
 * The id of a resource that stands in an account without being in the state: by its name, else by its tag, else by
 * everything that was asked for, which includes its parent. Undefined when none or more than one fits.
 */
export function find(accounts: Accounts, body: unknown): string | undefined {
  const { type, name, tag, inputs, known } = question.parse(body);
  // Nothing that AWS could not be asked for; but of what a second create would only overwrite there, here are two.
  const { by, addsNothing } = findable[type] ?? {};
  if (by === "never" && !addsNothing) return undefined;
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
function asAsked(resource: Resource, inputs: Values): boolean {
  return Object.entries(inputs).every(([key, value]) => {
    const stored = resource.inputs[key];
    return key.startsWith("__") || (isObject(stored) && "$secret" in stored) || isDeepStrictEqual(stored, value);
  });
}
