import assert from "node:assert/strict";
import { join } from "node:path";
import { chosenSources, logSources } from "../../operate/log-sources.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { checkout } from "../support/stack-files.ts";
import { operatedStack } from "./default-stack.ts";

const { stack } = operatedStack("staging");

describe("what of a stack writes a log", () => {
  it("is called as in the stack file: services, jobs, databases, their migrations and roles", () => {
    assert.deepEqual(
      logSources(stack).map(({ name }) => name),
      ["api", "web", "worker", "nightly", "main", "main/migrate", "main/roles"],
    );
  });

  it("writes into log groups that the stack declares, because a name that differs would show nothing", async () => {
    const plan = await planStack(join(checkout, "Pulumi.staging.yaml"), checkout);
    const groups = plan.resources
      .filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup")
      .map(({ inputs }) => inputs.name);
    for (const { logGroup } of logSources(stack)) assert.ok(groups.includes(logGroup), logGroup);
  }).timeout(30_000);

  it("has streams that begin as the driver of the containers names them", () => {
    const api = logSources(stack).find(({ name }) => name === "api");
    assert.deepEqual(api, {
      name: "api",
      service: "api",
      logGroup: "/slipway/harbour-staging/api",
      streams: "api/api/",
    });
    assert.equal(
      logSources(stack).find(({ name }) => name === "main")?.logGroup,
      "/aws/rds/instance/harbour-staging-main/postgresql",
    );
  });

  it("has a sidecar by the name of its service, into whose group it writes", () => {
    const { api } = stack.services;
    assert.ok(api);
    const metrics = { image: "busybox@sha256:1", env: {}, secrets: [], essential: false };
    const beside = { ...stack, services: { api: { ...api, sidecars: { metrics } } } };
    assert.deepEqual(chosenSources(beside, "api/metrics"), [
      { name: "api/metrics", logGroup: "/slipway/harbour-staging/api", streams: "metrics/metrics/" },
    ]);
    assert.deepEqual(
      chosenSources(beside, undefined).map(({ name }) => name),
      ["api"],
    );
  });

  it("is everything where there is no service to be meant", () => {
    const names = chosenSources({ ...stack, services: {} }, undefined).map(({ name }) => name);
    assert.deepEqual(names, ["nightly", "main", "main/migrate", "main/roles"]);
  });

  it("refuses another name with those that there are, and the one that was meant", () => {
    assert.throws(() => chosenSources(stack, "main/migrat"), {
      name: "UserError",
      message:
        'staging has no main/migrat that writes a log (did you mean "main/migrate"?): there is api, web, worker, nightly, main, main/migrate, main/roles; name one of these, or none for all services',
    });
  });
});
