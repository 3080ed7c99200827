import assert from "node:assert/strict";
import { warnings } from "./minimal.ts";
import { refuses } from "./refuses.ts";

describe("a deployment that moves requests", () => {
  refuses([
    [
      "moves one route, so a web service has no second one",
      { "environment.deploy": { strategy: "canary" }, "app.services.api.routes": ["/api/*", "api/*"] },
      [
        "slipway:app.services.api.routes: has 2 routes, /api/* and api/*, and canary of slipway:environment.deploy.strategy moves one: write them as one with * and ?, give each a service of its own, or use strategy: rolling",
      ],
    ],
    ["moves the route of a service that names none", { "environment.deploy": { strategy: "blue-green" } }, []],
    [
      "has steps that ECS takes",
      { "environment.deploy": { strategy: "linear", percent: 1 } },
      ["slipway:environment.deploy.percent 1: is less than a linear step may be: use 3 to 100"],
    ],
    [
      "has numbers that ECS takes",
      { "environment.deploy": { strategy: "canary", percent: 0.05, stepMinutes: 2000, bakeMinutes: 1.5 } },
      [
        "slipway:environment.deploy.percent 0.05: is out of range: use a number from 0.1 to 100 (linear: from 3)",
        "slipway:environment.deploy.stepMinutes 2000: is out of range: use a whole number from 0 to 1440",
        "slipway:environment.deploy.bakeMinutes 1.5: is a number, not a whole number: write a whole number",
      ],
    ],
  ]);

  it("does not read every number, and says so of one that it does not", () => {
    assert.deepEqual(
      warnings({ "environment.deploy": { strategy: "blue-green", percent: 5, stepMinutes: 1, bakeMinutes: 5 } }),
      [
        "slipway:environment.deploy.percent: has no effect with strategy: blue-green",
        "slipway:environment.deploy.stepMinutes: has no effect with strategy: blue-green",
      ],
    );
    assert.deepEqual(warnings({ "environment.deploy": { bakeMinutes: 5 } }), [
      "slipway:environment.deploy.bakeMinutes: has no effect with strategy: rolling",
    ]);
  });

  it("is for web services, and an app without one is told so", () => {
    const onlyWorker = { "app.services": { worker: { kind: "worker", image: "app", uses: ["main", "cache"] } } };
    assert.deepEqual(warnings({ ...onlyWorker, "environment.deploy": { strategy: "canary" } }), [
      "slipway:environment.deploy.strategy: has no effect: canary is for web services, and the app has none",
    ]);
  });
});
