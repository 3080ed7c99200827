import {
  type Deployment,
  type Exported,
  parseDeployment,
  pendingCreates,
  plainInputs,
  withAdopted,
} from "../../backend/deployment.ts";
import { dropDeadLock } from "../../backend/engine-lock.ts";
import type { Pulumi } from "../../backend/pulumi.ts";
import type { Cloud, Wanted } from "../../cloud/cloud.ts";
import { readBy, wantedFrom, whyNotFound } from "../../cloud/findable.ts";
import { messageOf } from "../../lib/message-of.ts";
import { nameOf } from "../../lib/urn.ts";
import { UserError } from "../../lib/user-error.ts";

/** A resource that had been made and now is in the state. */
interface Adopted {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly by: "name" | "tag" | "parent";
}

/** A create that was cut off and left nothing that could be found. */
interface Missing {
  readonly type: string;
  readonly name: string;
  /** Why the search may have missed it, if there is more to say than that it is not there. */
  readonly why?: string;
  /** The command that puts it into the state, if it exists after all. */
  readonly importLine: string;
}

/** What a recovery did. */
export interface Recovery {
  readonly droppedLock: boolean;
  readonly adopted: readonly Adopted[];
  readonly missing: readonly Missing[];
  /** What was killed, where that is known: in the sandbox. */
  readonly killed?: { readonly verb: string; readonly stack: string };
}

/**
 * Puts a stack in order after its engine was killed: the lock goes if nobody holds it any more, each create that was
 * under way is looked for in the cloud, and what is found goes into the state.
 */
export async function recover(pulumi: Pulumi, cloud: Pick<Cloud, "find">, stack: string): Promise<Recovery> {
  const exported = parseDeployment(await pulumi(["stack", "export"]));
  const found = new Map<Exported, { readonly id: string; readonly by: Adopted["by"] }>();
  const missing: Missing[] = [];
  for (const pending of pendingCreates(exported)) {
    const hit = await look(cloud, pending, exported);
    if ("id" in hit) found.set(pending, hit);
    else missing.push(missed(pending, stack, hit.why));
  }
  const made = [...found].map(([pending, { id }]) => [pending, { id, outputs: readBy(pending.type, id) }] as const);
  const repaired = JSON.stringify(withAdopted(exported, new Map(made)));
  const droppedLock = await dropDeadLock(pulumi, () => pulumi(["stack", "import"], repaired));
  const adopted = [...found].map(([{ urn, type }, { id, by }]) => ({ urn, type, name: nameOf(urn), id, by }));
  if (adopted.length > 0) {
    const targets = adopted.flatMap(({ urn }) => ["--target", urn]);
    await pulumi(["refresh", "--yes", "--skip-preview", ...targets]);
  }
  return { droppedLock, adopted, missing };
}

/** Where a pending create was found, or why it was not. */
type Look = { readonly id: string; readonly by: Adopted["by"] } | { readonly why: string | undefined };

async function look(cloud: Pick<Cloud, "find">, pending: Exported, { deployment }: Deployment): Promise<Look> {
  const { type } = pending;
  const known = (deployment.resources ?? [])
    .filter((one) => one.type === type)
    .flatMap(({ id, outputs }) => [id, outputs?.arn].filter((value) => typeof value === "string"));
  const owner = ownerOf(pending, deployment.resources ?? []);
  const { name, tag, ...wanted } = wantedFrom(type, plainInputs(pending.inputs), known);
  const asked = { ...wanted, ...(owner !== undefined && { owner }) };
  const ways: readonly (readonly [Adopted["by"], Wanted])[] = [
    // With the tag too: what has the name and another stack's tag is somebody else's.
    ...(name === undefined ? [] : [["name", { ...asked, name, ...(tag && { tag }) }] as const]),
    ...(tag === undefined ? [] : [["tag", { ...asked, tag }] as const]),
    ["parent", asked],
  ];
  try {
    for (const [by, wanted] of ways) {
      const id = await cloud.find(wanted);
      if (id !== undefined) return { id, by };
    }
  } catch (error) {
    // What people can mend, as credentials that have expired: nothing is written before it is.
    if (error instanceof UserError) throw error;
    return { why: messageOf(error) };
  }
  return { why: whyNotFound(type) };
}

/** Whose repositories the provider of a resource works on; undefined where it is not GitHub's. */
function ownerOf({ provider }: Exported, resources: readonly Exported[]): string | undefined {
  const owner = resources.find(({ urn }) => provider !== undefined && urn === withoutId(provider))?.inputs?.owner;
  return typeof owner === "string" ? owner : undefined;
}

function missed({ type, urn, parent, provider }: Exported, stack: string, why: string | undefined): Missing {
  const name = nameOf(urn);
  const under = parent === undefined ? "" : ` --parent '${nameOf(parent)}=${parent}'`;
  const through = provider === undefined ? "" : ` --provider '${providerName(provider)}=${withoutId(provider)}'`;
  return {
    type,
    name,
    ...(why !== undefined && { why }),
    importLine: `pulumi import ${type} ${name} <id> --stack ${stack}${under}${through} --protect=false`,
  };
}

/** A provider is referred to as `<urn>::<id>`. */
function withoutId(reference: string): string {
  return reference.split("::").slice(0, -1).join("::");
}

function providerName(reference: string): string {
  return nameOf(withoutId(reference));
}
