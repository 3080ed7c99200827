import assert from "node:assert/strict";
import type { Container } from "@aws-sdk/client-ecs";
import { containerToHear } from "../../cloud/aws/container-to-hear.ts";

const definitions = [
  { name: "api", essential: true },
  { name: "metrics", essential: true },
  { name: "notes", essential: false },
  { name: "slipway-init", essential: false },
];

const heard = (ended: Readonly<Record<string, number | undefined>>, more: Partial<Container> = {}) =>
  containerToHear({
    containers: Object.entries(ended).map(([name, exitCode]) => ({
      name,
      ...(exitCode !== undefined && { exitCode }),
      ...more,
    })),
    definitions,
    service: "shop-staging-api",
  })?.name;

describe("the container whose log is told when a task of a service stopped", () => {
  it("is the service's own, wherever ECS lists it, and not those that were stopped with it", () => {
    assert.equal(heard({ "ecs-service-connect-k3D": 143, metrics: 143, api: 1 }), "api");
    assert.equal(heard({ metrics: 1, api: 1 }), "api");
  });

  it("is the service's own too when it ended without an error, which a service should not", () => {
    assert.equal(heard({ metrics: 143, api: 0 }), "api");
  });

  it("is the essential one that failed, when the service's own was only stopped because of it", () => {
    assert.equal(heard({ api: 143, metrics: 1 }), "metrics");
    assert.equal(heard({ api: 137, metrics: 2 }), "metrics");
  });

  it("is the service's own when it was killed for its memory, which has the code of any kill", () => {
    assert.equal(heard({ metrics: 143, api: 137 }), "api");
    assert.equal(heard({ api: 137 }, { reason: "OutOfMemoryError: container killed due to memory usage" }), "api");
  });

  it("is none that may end without ending the task, as long as an essential one ran", () => {
    assert.equal(heard({ notes: 3, "slipway-init": 0, api: 137 }), "api");
  });

  it("is the one before it, when that failed and the service's own never ran", () => {
    assert.equal(heard({ api: undefined, "slipway-init": 1 }), "slipway-init");
  });

  it("is the first of those that ran where nothing else tells them apart, and none when none ran", () => {
    assert.equal(heard({ one: 1, other: 1 }), "one");
    assert.equal(heard({ api: undefined }), undefined);
  });

  it("is the one with the whole name, where a sidecar's name ends the service's as well", () => {
    const containers = [
      { name: "api", exitCode: 1 },
      { name: "web-api", exitCode: 1 },
    ];
    const all = containers.map(({ name }) => ({ name, essential: true }));
    assert.equal(containerToHear({ containers, definitions: all, service: "shop-staging-web-api" })?.name, "web-api");
  });
});
