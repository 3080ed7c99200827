import type { PolicyResource } from "./rule.ts";

/** Whether a database follows another one: it holds nothing of its own, and takes much from the one it follows. */
export function isReadReplica({ inputs }: PolicyResource): boolean {
  const source = inputs.replicateSourceDb;
  return source !== undefined && source !== null && source !== "";
}
