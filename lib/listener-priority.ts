import { createHash } from "node:crypto";

/** What decides which of two listener rules wins. */
export interface RoutedPath {
  /** As written in the configuration: the identity of the rule. */
  readonly key: string;
  /** Absent: every host. */
  readonly host?: string;
  readonly path: string;
}

/** Paths with more characters than this that are no wildcard count as equally narrow. */
const mostLiterals = 60;
/** Slots for paths of one length that end by themselves, and as many for those that go on with a wildcard. */
const slots = 200;
/** The ALB has priorities 1 to 50000; half of them for routes of one host, half for those of every host. */
const everyHost = 25_000;

/**
 * A priority for each route, by its key. A route of one host comes before one of every host, and a narrower path before
 * a wider one that would match all of it: whatever a wider pattern spells out, the narrower spells out too, so the
 * number of characters that are no wildcard decides. Routes that are equally narrow get the slot that a hash of the key
 * says, so adding or removing another route moves none, unless two hash to one slot: then the later key takes the next.
 */
export function listenerPriorities(routes: readonly RoutedPath[]): Map<string, number> {
  const priorities = new Map<string, number>();
  const taken = new Set<number>();
  for (const route of [...routes].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const first = firstPriority(route);
    const wanted = hashSlot(route.key);
    const free = Array.from({ length: slots }, (_, step) => first + ((wanted + step) % slots)).find(
      (priority) => !taken.has(priority),
    );
    if (free === undefined) {
      throw new Error(
        `more than ${slots} routes are as narrow as "${route.key}": a load balancer has room for 100 rules`,
      );
    }
    taken.add(free);
    priorities.set(route.key, free);
  }
  return priorities;
}

function firstPriority({ host, path }: RoutedPath): number {
  const literals = path.replaceAll(/[*?]/g, "").length;
  const width = 2 * (mostLiterals - Math.min(literals, mostLiterals)) + (path.includes("*") ? 1 : 0);
  return (host === undefined ? everyHost : 0) + width * slots + 1;
}

function hashSlot(key: string): number {
  return createHash("sha256").update(key).digest().readUInt32BE(0) % slots;
}
