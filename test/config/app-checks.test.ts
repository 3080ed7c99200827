import assert from "node:assert/strict";
import { appChecksOf } from "../../config/app-checks.ts";
import { problems } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const checks = (some: object) => ({ "app.checks": some });

describe("a check of the app", () => {
  it("is a request to a path that is answered with 200 within ten seconds, when no more is said", () => {
    assert.deepEqual(appChecksOf({ checks: { page: { path: "/" } } }), [
      {
        name: "page",
        kind: "http",
        path: "/",
        method: "GET",
        status: [200],
        headers: {},
        maxSeconds: 10,
        certificateDays: 14,
      },
    ]);
  });

  it("has every value that it names, and a host by its label as a route has", () => {
    const request = {
      path: "api/search?q=1",
      method: "POST" as const,
      status: [401, 403],
      contains: "no",
      header: { "content-type": "json" },
      maxSeconds: 0.5,
      certificateDays: 0,
    };
    assert.deepEqual(appChecksOf({ checks: { search: request, home: { path: "@/", status: 301 } } }), [
      {
        name: "search",
        kind: "http",
        host: "api",
        path: "/search?q=1",
        method: "POST",
        status: [401, 403],
        contains: "no",
        headers: { "content-type": "json" },
        maxSeconds: 0.5,
        certificateDays: 0,
      },
      { ...appChecksOf({ checks: { home: { path: "/" } } })[0], host: "@", status: [301] },
    ]);
  });

  it("is a command in a task of a service or a job, for a minute", () => {
    assert.deepEqual(
      appChecksOf({
        checks: {
          smoke: { service: "api", run: ["smoke"] },
          slow: { service: "nightly", run: ["x"], timeoutSeconds: 300 },
        },
      }),
      [
        { name: "smoke", kind: "run", service: "api", command: ["smoke"], timeoutSeconds: 60 },
        { name: "slow", kind: "run", service: "nightly", command: ["x"], timeoutSeconds: 300 },
      ],
    );
    assert.deepEqual(
      problems(checks({ one: { service: "worker", run: ["x"] }, two: { service: "nightly", run: ["x"] } })),
      [],
    );
  });

  refuses([
    [
      "runs in a task that the app has",
      checks({ smoke: { service: "nihgtly", run: ["x"] } }),
      [
        'slipway:app.checks.smoke.service "nihgtly": unknown service or job: use one of api, worker, nightly (did you mean "nightly"?)',
      ],
    ],
    [
      "is one of the two, and told apart by its keys",
      checks({ both: { path: "/", run: ["x"] }, neither: {}, half: { service: "api" }, odd: { pth: "/" } }),
      [
        "slipway:app.checks.both: path and run do not go together: use either path, or service and run",
        "slipway:app.checks.neither.path: is missing: add it (What is asked for: a path of the stack's URL, or as in routes with the label of a host under the domain)",
        "slipway:app.checks.half.run: is missing: add it (Command that ends with 0 when all is well, run as a task of its own)",
        'slipway:app.checks.odd.pth: unknown key: use one of path, method, status, contains, header, maxSeconds, certificateDays, service, run, timeoutSeconds (did you mean "path"?)',
      ],
    ],
    [
      "is written as a request can be made",
      checks({
        space: { path: "/a b" },
        url: { path: "https://shop.example.com/" },
        method: { path: "/", method: "get" },
        status: { path: "/", status: [99] },
        none: { path: "/", status: [] },
        header: { path: "/", header: { "content type": "x" } },
        long: { path: "/", maxSeconds: 90 },
        empty: { service: "api", run: [] },
      }),
      [
        'slipway:app.checks.space.path "/a b": is no path: write it like /health, or with the label of a host before it like api/health',
        'slipway:app.checks.url.path "https://shop.example.com/": is no path: write it like /health, or with the label of a host before it like api/health',
        'slipway:app.checks.method.method "get": unknown value: use one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS (did you mean "GET"?)',
        "slipway:app.checks.status.status[0] 99: is out of range: use a whole number from 100 to 599",
        "slipway:app.checks.none.status: is empty: name a status, or remove the key",
        'slipway:app.checks.header.header["content type"]: is no name of a header: write it like content-type',
        "slipway:app.checks.long.maxSeconds 90: is out of range: use a number from 0.1 to 60",
        "slipway:app.checks.empty.run: is empty: write the command and its arguments, like [python, -m, smoke]",
      ],
    ],
    [
      "asks a host that a route leads to",
      {
        "app.services.api.routes": ["/*", "api/*"],
        ...checks({ one: { path: "api/" }, two: { path: "apo/x" }, three: { path: "@/" } }),
      },
      [
        'slipway:app.checks.two.path "apo/x": names a host that no route leads to: use one of api/x, @/x (did you mean "api/x"?), or begin it with /',
      ],
    ],
    [
      "asks a host only where there is a domain, as a route does",
      {
        "environment.domain": undefined,
        "environment.edge": { insecureHttp: { because: "only for a trial of a day" } },
        ...checks({ home: { path: "@/" }, page: { path: "/" } }),
      },
      [
        'slipway:app.checks.home.path "@/": names a host, and this place has no domain: add environment.domain, or begin the path with /',
      ],
    ],
    [
      "asks somebody who answers",
      { "app.services": { worker: { kind: "worker", image: "app" } }, ...checks({ page: { path: "/" } }) },
      [
        'slipway:app.checks.page.path "/": is answered by nobody: the app has no service of the kind web: run a command instead, {service, run}',
      ],
    ],
  ]);
});
