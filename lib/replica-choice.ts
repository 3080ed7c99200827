import { createHash } from "node:crypto";

/**
 * Which of so many replicas a client reads from, from 0; undefined when there is none. It follows from the client's name
 * alone, so that a client that comes or goes moves no other.
 */
export function replicaOf(client: string, replicas: number): number | undefined {
  return replicas === 0 ? undefined : createHash("sha256").update(client).digest().readUInt32BE() % replicas;
}
