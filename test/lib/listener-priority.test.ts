import assert from "node:assert/strict";
import { listenerPriorities, type RoutedPath } from "../../lib/listener-priority.ts";

/** The routes in the order in which the load balancer tries them. */
function order(...routes: RoutedPath[]): string[] {
  return [...listenerPriorities(routes)].sort(([, a], [, b]) => a - b).map(([key]) => key);
}

const many = Array.from({ length: 90 }, (_, index) => ({ key: `/path-${index}/*`, path: `/path-${index}/*` }));

describe("listenerPriorities", () => {
  it("puts everything last, so that it hides no other route", () => {
    const everything = { key: "/*", path: "/*" };
    assert.deepEqual(order(everything, { key: "/api/*", path: "/api/*" }), ["/api/*", "/*"]);
  });

  it("puts a route with a host before one of every host, since it is the narrower promise", () => {
    const host = { key: "api/*", host: "api.example.com", path: "/*" };
    assert.deepEqual(order({ key: "/health", path: "/health" }, host), ["api/*", "/health"]);
  });

  it("puts an exact path before a pattern and a long pattern before a short one", () => {
    const routes = ["/api/*", "/api/payments*", "/api/payments"].map((path) => ({ key: path, path }));
    assert.deepEqual(order(...routes), ["/api/payments", "/api/payments*", "/api/*"]);
  });

  it("gives every route a number of its own between 1 and 50000, which is all that the load balancer takes", () => {
    const numbers = [...listenerPriorities(many).values()];
    assert.equal(new Set(numbers).size, many.length);
    assert(numbers.every((number) => number >= 1 && number <= 50_000));
  });

  it("does not depend on the order in which routes are written", () => {
    assert.deepEqual(listenerPriorities([...many].reverse()), listenerPriorities(many));
  });

  it("moves no rule when a route comes or goes, since a moved number is a moment in which requests go astray", () => {
    const before = listenerPriorities(many);
    const after = listenerPriorities([...many, { key: "/another", path: "/another" }]);
    after.delete("/another");
    assert.deepEqual(after, before);
  });

  it("gives two routes whose hashes are the same a slot each", () => {
    const crowded = Array.from({ length: 150 }, (_, index) => ({
      key: `/p${index + 100}/*`,
      path: `/p${index + 100}/*`,
    }));
    assert.equal(new Set(listenerPriorities(crowded).values()).size, crowded.length);
  });

  it("fails in words when equally narrow routes run out of slots, instead of looking for one for ever", () => {
    const crowded = Array.from({ length: 201 }, (_, index) => ({
      key: `/p${index + 100}/*`,
      path: `/p${index + 100}/*`,
    }));
    assert.throws(
      () => listenerPriorities(crowded),
      /more than 200 routes are as narrow as ".*": a load balancer has room for 100/,
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
      "*/c",
      "/hooks/*",
      "/hooks/g/*",
    ];
    const ranked = order(...paths.map((path) => ({ key: path, path })));
    const matches = (pattern: string, path: string) =>
      new RegExp(
        `^${pattern
          .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
          .replaceAll("*", ".*")
          .replaceAll("?", ".")}$`,
      ).test(path);
    const covers = (wide: string, narrow: string) =>
      wide !== narrow &&
      ["", "x", "xy", "/x"].every((some) => matches(wide, narrow.replaceAll("*", some).replaceAll("?", "x")));
    for (const [place, narrow] of ranked.entries()) {
      const hidden = ranked.slice(0, place).filter((wide) => covers(wide, narrow) && !covers(narrow, wide));
      assert.deepEqual(hidden, [], `${narrow} is never reached`);
    }
  });
});
