import assert from "node:assert/strict";
import { problems } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const web = { kind: "web", image: "app", port: 8080, health: "/" };
const because = "the data moves house";

describe("a route that never gets a request", () => {
  refuses([
    [
      "is refused where another service takes all of its paths, since its pattern is as narrow and comes first",
      { "app.services.api.routes": ["/c?*"], "app.services.web": { ...web, routes: ["/c*"] } },
      [
        'slipway:app.services.api.routes[0] "/c?*": never gets a request, since slipway:app.services.web.routes[0] "/c*" takes all of its paths and comes first: make one of the two narrower or wider',
      ],
    ],
    [
      "is refused where the place closes all of its paths",
      {
        "app.services.api.routes": ["/", "/docs/api/*"],
        "environment.edge": { closed: ["/internal*", "/docs*"] },
      },
      [
        'slipway:app.services.api.routes[1] "/docs/api/*": never gets a request, since slipway:environment.edge.closed[1] "/docs*" closes all of its paths: remove one of the two',
      ],
    ],
    ["is none where a place closes a part of it", { "environment.edge": { closed: ["/docs*"] } }, []],
    [
      "is none where the wider route leads to the same service",
      { "app.services.api.routes": ["/*", "/api/*", "/a*", "/a?*"] },
      [],
    ],
  ]);
});

describe("two routes that take the same path", () => {
  refuses([
    [
      "are refused with such a path when neither is the narrower",
      { "app.services.api.routes": ["/api/*"], "app.services.other": { ...web, routes: ["/*/admin"] } },
      [
        'slipway:app.services.api.routes[0] "/api/*": and slipway:app.services.other.routes[0] "/*/admin" both take /api/admin, and neither is the narrower: write one of them so that they have no path in common, or lead both to one service',
      ],
    ],
    [
      "are told apart when one is the narrower",
      {
        "app.services.api.routes": ["/api/*"],
        "app.services.other": { ...web, routes: ["/api/admin", "/api/*/admin"] },
      },
      [],
    ],
    [
      "are told apart by a host, which is narrower than any path of every host",
      { "app.services.api.routes": ["/api/*"], "app.services.other": { ...web, routes: ["admin/*/admin"] } },
      [],
    ],
    [
      "may both lead to one service, since it gets the request either way",
      { "app.services.api.routes": ["/api/*", "/*/admin"] },
      [],
    ],
  ]);
});

describe("an alias of the domain", () => {
  const domain = { name: "shop.example.com", aliases: ["www.shop.example.com"] };
  refuses([
    [
      "is no host of its own, since it answers like the domain itself",
      { "environment.domain": domain, "app.services.api.routes": ["www/*"] },
      [
        'slipway:app.services.api.routes[0] "www/*": names an alias of this place, and an alias answers like the domain itself: write @/*, or take it out of environment.domain.aliases',
      ],
    ],
    [
      "is one more rule of a route to the domain itself, and ECS moves one rule only",
      {
        "environment.domain": domain,
        "app.services.api.routes": ["@/*"],
        "environment.deploy": { strategy: "canary", percent: 10, stepMinutes: 2, bakeMinutes: 3 },
      },
      [
        'slipway:app.services.api.routes[0] "@/*": needs a rule for each alias of the domain, and canary of slipway:environment.deploy.strategy moves one: begin the route with / instead of @, or use strategy: rolling',
      ],
    ],
  ]);
});

describe("the load balancer", () => {
  const services = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `s${index}`,
        { ...web, routes: [`/${"a".repeat(index % 45)}${index}`] },
      ]),
    );

  it("has room for fifty web services, each with two target groups, and says so by name", () => {
    assert.deepEqual(problems({ "app.services": services(50) }), []);
    assert.deepEqual(problems({ "app.services": services(51) }), [
      "slipway:app.services: has 51 web services, and a load balancer takes the target groups of 50: make one of several, or another app",
    ]);
  });

  it("counts closed paths among its rules, and keeps one for maintenance, which must not be refused when it is needed", () => {
    const routes = Array.from({ length: 99 }, (_, index) => `/${"a".repeat(index % 45)}${index}`);
    const edge = { closed: ["/docs*"], maintenance: { because } };
    assert.deepEqual(problems({ "app.services.api.routes": routes.slice(1), "environment.edge": edge }), []);
    assert.deepEqual(problems({ "app.services.api.routes": routes, "environment.edge": { closed: ["/docs*"] } }), [
      "slipway:app.services: need 100 rules of the load balancer (99 of routes, 1 of environment.edge.closed), and it takes 99 beside that of maintenance: write with * and ? what belongs together",
    ]);
  });

  it("has room for as many hosts, and for ten short routes of each of nine services", () => {
    const hosts = Array.from({ length: 49 }, (_, index) => [`svc${index}`, { ...web, routes: [`h${index + 10}/*`] }]);
    const busy = { ...web, routes: Array.from({ length: 50 }, (_, index) => `b${index + 10}/*`) };
    assert.deepEqual(problems({ "app.services": { ...Object.fromEntries(hosts), busy } }), []);
    const services = Array.from({ length: 9 }, (_, at) => [
      `svc${at}`,
      { ...web, routes: Array.from({ length: 10 }, (__, index) => `/s${at}-${index}/*`) },
    ]);
    assert.deepEqual(problems({ "app.services": Object.fromEntries(services) }), []);
  });

  it("names two routes that fall on one priority, and how to get out of it", () => {
    const long = "a".repeat(45);
    const many = Array.from({ length: 49 }, (_, index) => [
      `svc${index}`,
      { ...web, routes: [`/${long}${index + 10}/*`] },
    ]);
    const busy = { ...web, routes: Array.from({ length: 45 }, (_, index) => `/${long}b${index + 10}/*`) };
    const clashes = problems({ "app.services": { ...Object.fromEntries(many), busy } });
    assert.ok(clashes.length > 0);
    for (const clash of clashes) {
      assert.match(
        clash,
        /falls on the priority of slipway:app\.services\.\w+\.routes\[\d+\] "\/\w+\/\*": write one of the two differently/,
      );
    }
  });
});
