import { isDeepStrictEqual } from "node:util";
import type { Account, SecretDigest } from "../account.ts";
import type { Model, Values } from "../model.ts";
import type { ResourceSpec } from "../spec/resource-spec.ts";
import { at, changeAt, type Path, type Properties } from "./wire.ts";

/** Where a resource's outputs are secret: where its inputs were, where the provider says so, and copies of either. */
export function secretOutputs(model: Model, spec: ResourceSpec, inputs: Properties, outputs: Values): readonly Path[] {
  const kept = inputs.secrets.filter((path) => isDeepStrictEqual(at(outputs, path), at(inputs.raw, path)));
  const bySpec = Object.keys(outputs).filter(
    (key) => spec.inputs[key]?.secret || spec.outputs[key]?.secret || model.secretOutputs?.includes(key),
  );
  const values = new Set(
    inputs.secrets.map((path) => at(inputs.raw, path)).filter((value) => typeof value === "string"),
  );
  const copies = Object.keys(outputs).filter((key) => {
    const value = outputs[key];
    return typeof value === "string" && value !== "" && values.has(value);
  });
  return [...kept, ...[...bySpec, ...copies].map((key) => [key])];
}

/** A copy that holds digests instead of secrets, for the account. */
export function masked(account: Account, values: Values, secrets: readonly Path[]): Values {
  return changeAt(values, secrets, (value) => (value === undefined || isDigest(value) ? value : account.digest(value)));
}

/** What the account holds, with the secrets that the engine knows already put back, and where they are. */
export function unmasked(
  account: Account,
  stored: Values,
  state: Values,
): { values: Values; secrets: readonly Path[] } {
  const secrets = digestPaths(stored, []);
  const values = changeAt(stored, secrets, (digest, path) => {
    const known = at(state, path);
    return isDeepStrictEqual(account.digest(known), digest) ? known : "(a value that only the account knows)";
  });
  return { values, secrets };
}

function digestPaths(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  if (isDigest(value)) return [path];
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => digestPaths(one, [...path, index]));
  return Object.entries(value).flatMap(([key, one]) => digestPaths(one, [...path, key]));
}

function isDigest(value: unknown): value is SecretDigest {
  return typeof value === "object" && value !== null && "$secret" in value;
}
