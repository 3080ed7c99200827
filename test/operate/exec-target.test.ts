import assert from "node:assert/strict";
import type { RunningTask } from "../../cloud/running-tasks.ts";
import type { Stack } from "../../config/stack.ts";
import { execTarget, servicesThatReach, type WantedContainer } from "../../operate/exec-target.ts";
import { operatedStack } from "./default-stack.ts";

const because = { because: "the team looks at queues by hand" };
const closed = operatedStack("staging");
const { api, worker } = closed.stack.services;
const open = (own: object = {}): Stack["services"] => {
  assert.ok(api && worker);
  return { api: { ...api, exec: because, ...own }, worker };
};
const task = (id: string, startedAt: string): RunningTask => ({
  taskArn: `arn:aws:ecs:eu-north-1:111111111111:task/harbour-staging-cluster/${id}`,
  taskDefinition: "harbour-staging-api:7",
  startedAt,
  containers: [
    { name: "api", image: "a", health: "HEALTHY" },
    { name: "metrics", image: "m", health: "UNKNOWN" },
  ],
});
const running = [task("0a1b", "2026-11-21T10:00:00Z"), task("1c2d", "2026-11-21T11:00:00Z")];

const target = (wanted: Partial<WantedContainer>, tasks: readonly RunningTask[] | undefined = running, own = {}) =>
  execTarget({ service: "api", ...wanted }, operatedStack("staging", { services: open(), ...own }), {
    running: async () => tasks && { tasks, network: { subnets: [], securityGroups: [] } },
  });

describe("the container that a shell is opened in", () => {
  it("is the service's own in its newest task, which runs what was deployed last", async () => {
    assert.deepEqual(await target({}), {
      cluster: "harbour-staging-cluster",
      taskArn: "arn:aws:ecs:eu-north-1:111111111111:task/harbour-staging-cluster/1c2d",
      container: "api",
    });
  });

  it("is in another task by the beginning of its id, and another one by its name", async () => {
    const found = await target({ task: "0a", container: "metrics" });
    assert.match(found.taskArn, /0a1b$/);
    assert.equal(found.container, "metrics");
  });

  it("is refused where the service does not say that people may in, with the lines that do", async () => {
    await assert.rejects(execTarget({ service: "api" }, closed, { running: () => assert.fail("nobody is asked") }), {
      name: "UserError",
      message: [
        "api lets nobody in: environment.services.api.exec is not set. With these lines, deployed, its next tasks do:",
        "  slipway:environment:",
        "    services:",
        "      api:",
        "        exec: { because: why people need to get in here }",
        "A task of its own needs no such thing: npx slipway run staging api -- <command>",
      ].join("\n"),
    });
  });

  it("is none of a service, task or container that is not there, with those that are", async () => {
    await assert.rejects(target({ service: "apy" }), {
      message: 'staging has no service apy (did you mean "api"?): there is api, worker; name one of these',
    });
    await assert.rejects(target({ task: "9" }), {
      message: "api runs no task 9: it runs 1c2d, 0a1b; name one of these, or leave out --task for the newest",
    });
    await assert.rejects(target({ container: "proxy" }), {
      message: "task 1c2d of api has no container proxy: it has api, metrics",
    });
  });

  it("is none where the service runs no task, and the reason is where one finds it", async () => {
    await assert.rejects(target({}, [], { sleep: undefined }), {
      message: "api runs no task: npx slipway logs staging api says why",
    });
    await assert.rejects(target({}, [], { services: open({ off: because }) }), {
      message: "api runs no task: environment.services.api.stopped is set",
    });
    const sleep = { from: "19:00", to: "07:00" };
    await assert.rejects(target({}, [], { sleep }), {
      message: "api runs no task: it may sleep: npx slipway wake staging",
    });
    const notDeployed = () =>
      execTarget({ service: "api" }, operatedStack("staging", { services: open() }), {
        running: async () => undefined,
      });
    await assert.rejects(notDeployed, {
      message: "staging has no service harbour-staging-api yet: deploy it first, and see npx slipway status",
    });
  });
});

describe("services that a port can be carried through", () => {
  it("use the store and let people in, because only these reach it", () => {
    assert.deepEqual(servicesThatReach({ ...closed.stack, services: open() }, "main"), ["api"]);
    assert.deepEqual(servicesThatReach(closed.stack, "main"), []);
  });
});
