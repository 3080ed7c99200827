import { createHash } from "node:crypto";

import { found } from "./records.ts";

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

/** The ALB has priorities 1 to 50000: a few for closed paths, the rest for routes. */
const closed: Class = { first: 10, size: 990 };
const firstRoute = 1000;

/** Equally narrow rules: numbers from `first` on, which a hash spreads them over. */
interface Class {
  readonly first: number;
  readonly size: number;
}

/** Shares of a class, in which slots are sought one after the other. */
const rooms = [0.5, 0.25, 0.15, 0.1];

/** Paths with more characters than this that are no wildcard count as equally narrow. */
const mostLiterals = 48;

/**
 * How many slots a class has. A load balancer takes a hundred rules, and many of an app are equally narrow when they are
 * short: a host for each service, or paths that differ in a number. So the room is where the routes are.
 */
function classSize(isOneHost: boolean, literals: number, goesOn: boolean): number {
  if (isOneHost && goesOn && literals === 1) {
    return 2400;
  }
  if (literals <= 10) {
    return 700;
  }
  return literals <= 20 ? 300 : 65;
}

/** The classes of routes, in the order in which the load balancer tries them. */
const classes = Object.fromEntries(
  [true, false]
    .flatMap((isOneHost) =>
      Array.from({ length: mostLiterals }, (_, index) => mostLiterals - index).flatMap((literals) =>
        [false, true].map((goesOn) => [isOneHost, literals, goesOn] as const),
      ),
    )
    .map((kind, index, kinds): [string, Class] => {
      const before = kinds.slice(0, index).reduce((sum, earlier) => sum + classSize(...earlier), 0);
      return [kind.join(), { first: firstRoute + before, size: classSize(...kind) }];
    }),
);

/**
 * A priority for each route, by its identity. A route of one host comes before one of every host, and a narrower path
 * before a wider one that would match all of it: whatever a wider pattern spells out, the narrower spells out too, so
 * the number of characters that are no wildcard decides.
 */
export function listenerPriorities(routes: readonly RoutedPath[]): Map<string, Slot> {
  return new Map(
    [...Map.groupBy(routes, classOf)].flatMap(([equallyNarrow, those]) => [
      ...slots(
        those.map(({ identity }) => identity),
        equallyNarrow,
      ),
    ]),
  );
}

/** A place for each closed path, before every route. */
export function closedSlots(paths: readonly string[]): Map<string, Slot> {
  return slots(paths, closed);
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
function slots(identities: readonly string[], { first, size: all }: Class): Map<string, Slot> {
  const placed = new Map<string, Slot>();
  const movedBy = new Map<string, string>();
  let seeking = [...new Set(identities)].sort();
  let start = first;
  for (const [index, share] of rooms.entries()) {
    const size = Math.floor(share * all);
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

function classOf({ host, path }: RoutedPath): Class {
  const literals = Math.min(path.replaceAll(/[*?]/g, "").length, mostLiterals);
  return found(classes, [host !== undefined, literals, path.includes("*")].join());
}

function hash(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0);
}
