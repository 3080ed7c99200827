import { createHash } from "node:crypto";

/** What decides which of two listener rules wins. */
export interface RoutedPath {
  /** As written in the configuration: the identity of the rule. */
  readonly key: string;
  /** Absent: every host. */
  readonly host?: string;
  readonly path: string;
}

/** Slots of one class of specificity; the ALB has priorities 1 to 50000. */
const classSize = 5000;

/**
 * A priority for each route, by its key. The more specific class comes first; within a class the slot is a hash of
 * the route, so adding or removing another route moves none, unless two hash to one slot: then the later key takes
 * the next free one.
 */
export function listenerPriorities(routes: readonly RoutedPath[]): Map<string, number> {
  const priorities = new Map<string, number>();
  const taken = new Set<number>();
  for (const route of [...routes].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const first = specificity(route) * classSize;
    let slot = hashSlot(route.key);
    while (taken.has(first + slot + 1)) {
      slot = (slot + 1) % classSize;
    }
    taken.add(first + slot + 1);
    priorities.set(route.key, first + slot + 1);
  }
  return priorities;
}

/** 0 is the most specific: a host and an exact path; 7 the least: everything. */
function specificity({ host, path }: RoutedPath): number {
  const wildcard = path.indexOf("*");
  const depth = wildcard === -1 ? 0 : path === "/*" ? 3 : wildcard > 10 ? 1 : 2;
  return (host ? 0 : 4) + depth;
}

function hashSlot(key: string): number {
  return createHash("sha256").update(key).digest().readUInt32BE(0) % classSize;
}
