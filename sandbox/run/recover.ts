import type { Cloud } from "../../cloud/cloud.ts";
import { modelOf } from "../models/registry.ts";
import {
  type Deployment,
  type Exported,
  parseDeployment,
  pendingCreates,
  plainInputs,
  withAdopted,
} from "./deployment.ts";
import { dropDeadLock } from "./engine-lock.ts";
import { nameOf } from "./state.ts";

/** Runs `pulumi` on the stack and returns what it prints. */
export type Pulumi = (args: readonly string[], input?: string) => Promise<string>;

/** A resource that had been made and now is in the state. */
export interface Adopted {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly by: "name" | "tag" | "parent";
}

/** A create that was cut off and left nothing that could be found. */
export interface Missing {
  readonly type: string;
  readonly name: string;
  /** The command that puts it into the state, if it exists after all. */
  readonly importLine: string;
}

/** What a recovery did. */
export interface Recovery {
  readonly droppedLock: boolean;
  readonly adopted: readonly Adopted[];
  readonly missing: readonly Missing[];
}

const TAG = "slipway:resource";

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
    if (hit) found.set(pending, hit);
    else missing.push(missed(pending, stack));
  }
  const ids = new Map([...found].map(([pending, { id }]) => [pending, id]));
  const repaired = JSON.stringify(withAdopted(exported, ids));
  const droppedLock = await dropDeadLock(pulumi, () => pulumi(["stack", "import"], repaired));
  const adopted = [...found].map(([{ urn, type }, { id, by }]) => ({ urn, type, name: nameOf(urn), id, by }));
  if (adopted.length > 0) {
    const targets = adopted.flatMap(({ urn }) => ["--target", urn]);
    await pulumi(["refresh", "--yes", "--skip-preview", ...targets]);
  }
  return { droppedLock, adopted, missing };
}

async function look(
  cloud: Pick<Cloud, "find">,
  pending: Exported,
  { deployment }: Deployment,
): Promise<{ readonly id: string; readonly by: Adopted["by"] } | undefined> {
  const { type } = pending;
  const inputs = plainInputs(pending.inputs);
  const known = (deployment.resources ?? [])
    .filter((one) => one.type === type)
    .flatMap(({ id, outputs }) => [id, outputs?.arn].filter((value) => typeof value === "string"));
  const asked = { type, inputs, known };
  const name = physicalName(type, inputs);
  const byName = name === undefined ? undefined : await cloud.find({ ...asked, name });
  if (byName !== undefined) return { id: byName, by: "name" };
  const tag = tagOf(inputs);
  const byTag = tag === undefined ? undefined : await cloud.find({ ...asked, tag: { key: TAG, value: tag } });
  if (byTag !== undefined) return { id: byTag, by: "tag" };
  const byParent = await cloud.find(asked);
  return byParent === undefined ? undefined : { id: byParent, by: "parent" };
}

const NAMES = ["name", "family", "identifier", "replicationGroupId", "userId", "userGroupId", "clusterName"];

function physicalName(type: string, inputs: Exported["inputs"]): string | undefined {
  const autonamed = modelOf(type)?.autoname?.input;
  const keys = autonamed === undefined ? NAMES : [autonamed, ...NAMES];
  return keys.map((key) => inputs?.[key]).find((value) => typeof value === "string");
}

function tagOf({ tags }: Readonly<Record<string, unknown>>): string | undefined {
  const value = typeof tags === "object" && tags !== null ? Reflect.get(tags, TAG) : undefined;
  return typeof value === "string" ? value : undefined;
}

function missed({ type, urn, parent, provider }: Exported, stack: string): Missing {
  const name = nameOf(urn);
  const under = parent === undefined ? "" : ` --parent '${nameOf(parent)}=${parent}'`;
  const through = provider === undefined ? "" : ` --provider '${providerName(provider)}=${withoutId(provider)}'`;
  return {
    type,
    name,
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
