import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../../lib/user-error.ts";
import { parts, type Workspace } from "./workspace.ts";

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  custom: z.boolean().optional(),
  protect: z.boolean().optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
});

const checkpoint = z.object({
  checkpoint: z.object({
    latest: z
      .object({ resources: z.array(resource).nullish(), pending_operations: z.array(z.unknown()).nullish() })
      .nullish(),
  }),
});

/** One resource as the engine's state has it. Secrets are ciphertext. */
export type StateResource = z.infer<typeof resource>;

/** The engine's state of a stack, read from the sandbox's own backend. */
export interface State {
  readonly resources: readonly StateResource[];
  readonly pendingOperations: number;
}

/** Reads the state; undefined when the stack was never made. */
export function readState({
  folder,
  project,
  stack,
}: Pick<Workspace, "folder" | "project" | "stack">): State | undefined {
  const file = join(parts.backend(folder), ".pulumi", "stacks", project, `${stack}.json`);
  if (!existsSync(file)) return undefined;
  const read = checkpoint.safeParse(parsedOrNothing(readFileSync(file, "utf8")));
  if (!read.success)
    throw new UserError(
      `sandbox state ${file} is damaged: put it back from the copy beside it (.bak), or start anew with \`npx slipway sandbox reset\``,
    );
  const { latest } = read.data.checkpoint;
  return { resources: latest?.resources ?? [], pendingOperations: latest?.pending_operations?.length ?? 0 };
}

/** What counts as a resource, here as in the plan: neither components nor providers. */
export function countResources(resources: readonly Pick<StateResource, "custom" | "urn">[]): number {
  return resources.filter(({ custom, urn }) => custom === true && !isProvider(urn)).length;
}

export function isProvider(urn: string): boolean {
  return urn.includes("::pulumi:providers:");
}

function parsedOrNothing(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
