import assert from "node:assert/strict";
import { movesBetween, placesBetween } from "../../promotion/effects/moves.ts";

const app = {
  name: "shop",
  services: { api: { kind: "web", health: { path: "/a", codes: "200" }, command: ["a", "b"] } },
};
const release = { version: "1", images: { api: "sha256:1" } };

describe("what moves", () => {
  it("is told field by field, with what was there and what comes", () => {
    const health = { path: "/b", codes: "200" };
    const to = {
      app: { ...app, services: { api: { ...app.services.api, health } } },
      release: { ...release, version: "2" },
    };
    assert.deepEqual(movesBetween({ app, release }, to), {
      isFirst: false,
      app: [{ path: "app.services.api.health.path", from: "/a", to: "/b" }],
      release: [{ path: "release.version", from: "1", to: "2" }],
    });
  });

  it("takes a list as one, since its order is part of what it says", () => {
    const api = { ...app.services.api, command: ["b", "a"] };
    const { app: moved } = movesBetween({ app, release }, { app: { ...app, services: { api } }, release });
    assert.deepEqual(moved, [{ path: "app.services.api.command", from: ["a", "b"], to: ["b", "a"] }]);
  });

  it("tells a thing that only one of them has whole, and once", () => {
    const worker = { kind: "worker" };
    const to = { app: { name: "shop", services: { worker } }, release };
    assert.deepEqual(movesBetween({ app, release }, to).app, [
      { path: "app.services.api", from: app.services.api },
      { path: "app.services.worker", to: worker },
    ]);
  });

  it("is nothing where only the order of the keys differs", () => {
    const { name, services } = app;
    assert.deepEqual(movesBetween({ app, release }, { app: { services, name }, release }), {
      isFirst: false,
      app: [],
      release: [],
    });
  });

  it("is never what a release goes back from, which is the stack's own", () => {
    const back = { app, release: { ...release, rollbackOf: "1".repeat(64) } };
    assert.deepEqual(movesBetween(back, { app, release }).release, []);
    assert.deepEqual(movesBetween({ app, release }, back).release, []);
  });

  it("is everything where nothing is there yet", () => {
    const { isFirst, app: moved } = movesBetween(undefined, { app, release });
    assert.equal(isFirst, true);
    assert.deepEqual(moved, [
      { path: "app.name", to: "shop" },
      { path: "app.services", to: app.services },
    ]);
  });

  it("quotes keys that are no plain names, as every message does", () => {
    const to = { app: { ...app, metrics: { "a b": 1 } }, release };
    assert.deepEqual(movesBetween({ app: { ...app, metrics: {} }, release }, to).app, [
      { path: 'app.metrics["a b"]', to: 1 },
    ]);
  });
});

describe("what stays in a place", () => {
  it("is told down to the values, since an environment only tunes what the app declares", () => {
    assert.deepEqual(placesBetween({ profile: "staging" }, { profile: "production", services: { api: { max: 12 } } }), [
      { path: "environment.profile", from: "staging", to: "production" },
      { path: "environment.services.api.max", to: 12 },
    ]);
  });
});
