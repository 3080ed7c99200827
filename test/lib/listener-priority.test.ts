import assert from "node:assert/strict";
import {
  closedPriorities,
  closedSlots,
  listenerPriorities,
  maintenancePriority,
  type RoutedPath,
  type Slot,
} from "../../lib/listener-priority.ts";
import { contains } from "../../lib/path-pattern.ts";

const route = (path: string, own: Partial<RoutedPath> = {}): RoutedPath => ({ identity: `web/${path}`, path, ...own });

/** The paths in the order in which the load balancer tries them. */
function order(...routes: RoutedPath[]): string[] {
  const slots = listenerPriorities(routes);
  const place = ({ identity }: RoutedPath) => slots.get(identity)?.priority ?? 0;
  return routes.toSorted((a, b) => place(a) - place(b)).map(({ path }) => path);
}

const many = Array.from({ length: 40 }, (_, index) => route(`/path-${index}/*`));

/** As many routes as asked for, equally narrow, that all want the same slot when each is alone. */
function rivals(count: number): RoutedPath[] {
  const bySlot = new Map<number | undefined, RoutedPath[]>();
  for (let index = 0; ; index++) {
    const one = route("/p/*", { identity: `s${index}//p/*` });
    const slot = listenerPriorities([one]).get(one.identity)?.priority;
    const those = [...(bySlot.get(slot) ?? []), one];
    bySlot.set(slot, those);
    if (those.length === count) {
      return those;
    }
  }
}

function changes(before: ReadonlyMap<string, Slot>, after: ReadonlyMap<string, Slot>): string[] {
  const held = new Map([...before].map(([identity, { priority }]) => [priority, identity]));
  return [...after].flatMap(([identity, { priority }]) => {
    const holder = held.get(priority);
    return holder === undefined || holder === identity ? [] : [`${identity} waits for ${holder}`];
  });
}

describe("listenerPriorities", () => {
  it("puts everything last, so that it hides no other route", () => {
    assert.deepEqual(order(route("/*"), route("/api/*")), ["/api/*", "/*"]);
  });

  it("puts a route with a host before one of every host, since it is the narrower promise", () => {
    assert.deepEqual(order(route("/health"), route("/*", { host: "api.example.com" })), ["/*", "/health"]);
  });

  it("puts an exact path before a pattern and a long pattern before a short one", () => {
    const paths = ["/api/*", "/api/payments*", "/api/payments"];
    assert.deepEqual(order(...paths.map((path) => route(path))), ["/api/payments", "/api/payments*", "/api/*"]);
  });

  it("gives every route a number of its own between 1000 and 50000, which is the most that the load balancer takes", () => {
    const wide = { host: "a.example.com" };
    const extremes = [route("/*"), route(`/${"a".repeat(127)}`, wide), route("/*", { ...wide, identity: "api/a/*" })];
    const numbers = [...listenerPriorities([...many, ...extremes]).values()].map(({ priority }) => priority);
    assert.equal(new Set(numbers).size, many.length + extremes.length);
    assert.ok(numbers.every((number) => number >= 1000 && number <= 50_000));
  });

  it("does not depend on the order in which routes are written", () => {
    const sorted = (slots: ReadonlyMap<string, Slot>) => [...slots].sort(([a], [b]) => (a < b ? -1 : 1));
    assert.deepEqual(sorted(listenerPriorities(many.toReversed())), sorted(listenerPriorities(many)));
  });

  it("moves no rule when a route comes or goes, unless both want one slot", () => {
    const before = listenerPriorities(many);
    const after = listenerPriorities([...many, route("/another")]);
    after.delete("web//another");
    assert.deepEqual(after, before);
  });

  it("keeps a slot that two want empty, so that neither has to wait until the other is gone from it", () => {
    const [one, other] = rivals(2);
    assert.ok(one && other);
    const [alone, both] = [listenerPriorities([one]), listenerPriorities([one, other])];
    const wanted = alone.get(one.identity)?.priority;
    assert.ok([...both.values()].every(({ priority }) => priority !== wanted));
    assert.deepEqual(
      [both.get(one.identity)?.movedBy, both.get(other.identity)?.movedBy],
      [other.identity, one.identity],
    );
  });

  it("never gives a rule the number of one that has to move, whichever of many rivals comes or goes", () => {
    const those = rivals(6);
    const all = listenerPriorities([...many, ...those]);
    for (const gone of those) {
      const fewer = listenerPriorities([...many, ...those.filter((one) => one !== gone)]);
      assert.deepEqual(changes(all, fewer), []);
      assert.deepEqual(changes(fewer, all), []);
    }
  });

  it("makes another rule at another number of a route that moves to another service, since its actions are left alone", () => {
    const [first, second] = ["api", "web"].map((service) => route("/api/*", { identity: `${service}//api/*` }));
    assert.ok(first && second);
    const of = (one: RoutedPath) => listenerPriorities([one]).get(one.identity)?.priority;
    assert.notEqual(of(first), of(second));
  });

  const seeds = Array.from({ length: 100 }, (_, seed) => `app${seed}`);
  const hundred = (of: (index: number) => RoutedPath) => Array.from({ length: 100 }, (_, index) => of(index));
  const refused = (routes: readonly RoutedPath[]) =>
    [...listenerPriorities(routes).values()].filter(({ clashesWith }) => clashesWith !== undefined).length;

  it("has room for a hundred hosts, which is all that the load balancer takes, whatever they are called", () => {
    const apps = seeds.map((seed) =>
      hundred((index) => route("/*", { identity: `${seed}/${seed}-${index}/*`, host: `${seed}-${index}` })),
    );
    assert.deepEqual(
      apps.filter((routes) => refused(routes) > 0),
      [],
    );
    const moved = apps.flatMap((routes) => [...listenerPriorities(routes).values()].filter(({ movedBy }) => movedBy));
    assert.ok(moved.length < (seeds.length * 100) / 8, `${moved.length} of 10000 have to give way`);
  });

  it("has room for a hundred short paths that differ in a number, of one host or of every host", () => {
    for (const own of [{}, { host: "a.example.com" }]) {
      const apps = seeds.map((seed) =>
        hundred((index) => {
          const path = `/p${String(index).padStart(2, "0")}/*`;
          return route(path, { ...own, identity: `${seed}${path}` });
        }),
      );
      const clashing = apps.filter((routes) => refused(routes) > 0);
      assert.ok(clashing.length <= 1, `${clashing.length} of 100 apps are refused`);
    }
  });

  it("says so when there is no slot left for two, instead of giving them one", () => {
    const crowded = Array.from({ length: 500 }, (_, index) => route("/*", { identity: `s${index}` }));
    const slots = listenerPriorities(crowded);
    const byPriority = Map.groupBy(slots, ([, { priority }]) => priority);
    const shared = [...byPriority.values()].filter(({ length }) => length > 1).flat();
    assert.ok(shared.length > 0);
    assert.deepEqual(
      [...slots]
        .filter(([, { clashesWith }]) => clashesWith !== undefined)
        .map(([identity]) => identity)
        .sort(),
      shared.map(([identity]) => identity).sort(),
    );
  });

  it("puts a path before every pattern that would match all of it, or its service would get no request", () => {
    const paths = [
      "/",
      "/*",
      "/a",
      "/a*",
      "/a/*",
      "/a/b",
      "/a/b*",
      "/a/*/c",
      "/a/b/c",
      "/a/?/c",
      "/hooks/*",
      "/hooks/g/*",
    ];
    const ranked = order(...paths.map((path) => route(path)));
    for (const [place, narrow] of ranked.entries()) {
      assert.deepEqual(
        ranked.slice(0, place).filter((wide) => contains(wide, narrow)),
        [],
        `${narrow} is never reached`,
      );
    }
  });
});

describe("closedPriorities", () => {
  it("come after maintenance and before every route, each a number of its own", () => {
    const paths = Array.from({ length: 40 }, (_, index) => `/closed-${index}*`);
    const numbers = [...closedPriorities(paths).values()];
    assert.equal(new Set(numbers).size, paths.length);
    assert.ok(numbers.every((number) => number > maintenancePriority && number < 1000));
  });

  it("move only where two want one slot, as those of routes do", () => {
    const paths = Array.from({ length: 40 }, (_, index) => `/closed-${index}*`);
    assert.deepEqual(changes(closedSlots(paths), closedSlots(paths.slice(1))), []);
  });
});
