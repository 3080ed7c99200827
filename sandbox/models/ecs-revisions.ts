import type { Account } from "../account.ts";
import type { InAccount, Place, Resource, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { num, str } from "./values.ts";

// ECS keeps every revision for good, while Pulumi's resource has the family as its id, which two revisions share
// while one takes the place of the other: so the revisions are kept apart.
const REVISION = "sandbox:ecs:Revision";

/** One revision of a task definition. */
export interface Revision {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  /** False once it is deregistered: nothing new starts from it. */
  readonly active: boolean;
  /** Inputs of the task definition, as the program set them. */
  readonly inputs: Values;
}

/** The revision that an ARN, `family:revision` or `family` (the newest active one) names. */
export function findRevision(account: Account, place: Place, reference: string): Revision | undefined {
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  const id = reference.startsWith("arn:") ? reference : arn(place, "ecs", `task-definition/${name}`);
  if (name.includes(":")) {
    const kept = account.get(REVISION, id);
    return kept && asRevision(kept);
  }
  return account
    .all(REVISION)
    .filter((kept) => kept.id.startsWith(`${id}:`))
    .map(asRevision)
    .filter(({ active }) => active)
    .toSorted((one, other) => one.revision - other.revision)
    .at(-1);
}

/** Keeps a revision that has been registered, or changed in what may change (its tags). */
export function keepRevision({ resource, account }: InAccount): void {
  const id = str(resource.outputs, "arn");
  if (id === undefined) return;
  const outputs = { family: resource.id, revision: resource.outputs.revision, status: "ACTIVE" };
  account.put({ type: REVISION, id, inputs: resource.inputs, outputs });
}

/** Deregisters a revision, unless `skipDestroy` keeps it active. */
export function deregisterRevision({ resource, account }: InAccount): void {
  const kept = account.get(REVISION, str(resource.outputs, "arn") ?? "");
  if (kept !== undefined && resource.inputs.skipDestroy !== true) {
    account.put({ ...kept, outputs: { ...kept.outputs, status: "INACTIVE" } });
  }
}

function asRevision(kept: Resource): Revision {
  return {
    arn: kept.id,
    family: str(kept.outputs, "family") ?? "",
    revision: num(kept.outputs, "revision") ?? 0,
    active: kept.outputs.status === "ACTIVE",
    inputs: kept.inputs,
  };
}
