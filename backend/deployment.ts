import { z } from "zod";

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean().optional(),
  id: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  parent: z.string().optional(),
  provider: z.string().optional(),
  delete: z.boolean().optional(),
});

const deployment = z.looseObject({
  version: z.number(),
  deployment: z.looseObject({
    resources: z.array(resource).nullish(),
    pending_operations: z.array(z.looseObject({ resource, type: z.string() })).nullish(),
  }),
});

/** A resource as `pulumi stack export` writes it; secrets are ciphertext. */
export type Exported = z.infer<typeof resource>;
/** What `pulumi stack export` writes. */
export type Deployment = z.infer<typeof deployment>;

/** Reads an export. */
export function parseDeployment(json: string): Deployment {
  return deployment.parse(JSON.parse(json));
}

/**
 * Creates that were under way when the engine was killed and may have left something: not components, which are only
 * names, and not random values and providers, which exist in the state alone.
 */
export function pendingCreates({ deployment: { pending_operations } }: Deployment): readonly Exported[] {
  const creating = (pending_operations ?? []).filter(({ type }) => type === "creating").map(({ resource }) => resource);
  return creating.filter(({ custom, type }) => custom && !/^(random|pulumi):/.test(type));
}

/** What a create has made: its id, and what the provider must know beside it and the inputs to read it. */
interface Made {
  readonly id: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * The export with what was found in it, and without the operations that were cut off. What was asked for stands as its
 * outputs until a refresh has read the others: without any, the provider would import the resource, and forget what can
 * not be read, as the snapshot that a database was restored from; to give it again would replace the database.
 */
export function withAdopted(whole: Deployment, adopted: ReadonlyMap<Exported, Made>): Deployment {
  const found = [...adopted].map(([pending, { id, outputs }]) => ({
    ...pending,
    id,
    outputs: { ...outputs, ...pending.inputs },
  }));
  const urns = new Set(found.map(({ urn }) => urn));
  const before = whole.deployment.resources ?? [];
  // What was about to be replaced is deleted by the next `up`, as the engine would have marked it.
  const replaced = before.filter(({ urn }) => urns.has(urn)).map((old) => ({ ...old, delete: true }));
  const kept = before.filter(({ urn }) => !urns.has(urn));
  const resources = [...inPlace(kept, before, found), ...replaced];
  return { ...whole, deployment: { ...whole.deployment, resources, pending_operations: [] } };
}

/** A new resource stands where the one it replaces stood, since others that follow may need it; else at the end. */
function inPlace(
  kept: readonly Exported[],
  before: readonly Exported[],
  found: readonly Exported[],
): readonly Exported[] {
  const ordered = before.flatMap((old) => (kept.includes(old) ? [old] : found.filter(({ urn }) => urn === old.urn)));
  const placed = [...new Set(ordered)];
  return [...placed, ...found.filter((one) => !placed.includes(one))];
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Inputs without those that are secret, in whole or in part. */
export function plainInputs(inputs: Exported["inputs"]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(inputs ?? {}).filter(([, value]) => !JSON.stringify(value).includes(SIGNATURE)),
  );
}
