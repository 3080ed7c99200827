import { createHash } from "node:crypto";

/** What decides which of two listener rules wins. */
export interface RoutedPath {
  /**
   * What makes the rule this one. Its service belongs to it: a rule whose actions are left alone cannot be handed to
   * another service, so it has to become another rule, and two rules cannot have one priority.
   */
  readonly identity: string;
  /** Absent: every host. */
  readonly host?: string;
  readonly path: string;
}

/** The place of one rule among all. */
export interface Slot {
  readonly priority: number;
  /** Identity of the rule that wants the same slot, which is why this one is not in it. */
  readonly movedBy?: string;
  /** Identity of the rule that has this very slot: the configuration is refused then. */
  readonly clashesWith?: string;
}

/** Priority of the rule that answers everything during maintenance. */
export const maintenancePriority = 1;

/** Sizes of the rooms of one class of rules, in which slots are sought one after the other. */
const closedRooms = [500, 250, 150, 90];
const routeRooms = [120, 65, 42, 23];
const firstClosed = 10;
const firstRoute = 1000;

/** Paths with more characters than this that are no wildcard count as equally narrow. */
const mostLiterals = 48;
/** For paths of one length that end by themselves, and as much for those that go on with a wildcard. */
const classSize = routeRooms.reduce((sum, size) => sum + size, 0);
/** The ALB has priorities 1 to 50000; half of the rest for routes of one host, half for those of every host. */
const everyHost = firstRoute + 2 * (mostLiterals + 1) * classSize;

/**
 * A priority for each route, by its identity. A route of one host comes before one of every host, and a narrower path
 * before a wider one that would match all of it: whatever a wider pattern spells out, the narrower spells out too, so
 * the number of characters that are no wildcard decides.
 */
export function listenerPriorities(routes: readonly RoutedPath[]): Map<string, Slot> {
  const classes = Map.groupBy(routes, firstPriority);
  return new Map(
    [...classes].flatMap(([first, those]) => {
      const identities = those.map(({ identity }) => identity);
      return [...slots(identities, first, routeRooms)];
    }),
  );
}

/** A place for each closed path, before every route. */
export function closedSlots(paths: readonly string[]): Map<string, Slot> {
  return slots(paths, firstClosed, closedRooms);
}

/** The priority of each closed path. */
export function closedPriorities(paths: readonly string[]): Map<string, number> {
  return new Map([...closedSlots(paths)].map(([path, { priority }]) => [path, priority]));
}

/**
 * The slot that a hash of its identity says, so that adding or removing a rule moves no other. A slot that two want
 * stays empty, and each of them seeks one in the next room: if one of them stayed, the other would have to wait for its
 * priority whenever one comes or goes, and nothing makes one rule wait for another.
 */
function slots(identities: readonly string[], first: number, rooms: readonly number[]): Map<string, Slot> {
  const placed = new Map<string, Slot>();
  const movedBy = new Map<string, string>();
  let seeking = [...new Set(identities)].sort();
  let start = first;
  for (const [index, size] of rooms.entries()) {
    const wanted = Map.groupBy(seeking, (identity) => start + (hash(`${index} ${identity}`) % size));
    seeking = [];
    for (const [priority, those] of wanted) {
      for (const identity of those) {
        const rival = those.find((other) => other !== identity);
        const moved = movedBy.get(identity);
        placed.set(identity, {
          priority,
          ...(moved !== undefined && { movedBy: moved }),
          ...(rival !== undefined && { clashesWith: rival }),
        });
        if (rival !== undefined) {
          movedBy.set(identity, moved ?? rival);
          seeking.push(identity);
        }
      }
    }
    start += size;
  }
  return placed;
}

function firstPriority({ host, path }: RoutedPath): number {
  const literals = path.replaceAll(/[*?]/g, "").length;
  const width = 2 * (mostLiterals - Math.min(literals, mostLiterals)) + (path.includes("*") ? 1 : 0);
  return (host === undefined ? everyHost : firstRoute) + width * classSize;
}

function hash(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0);
}
