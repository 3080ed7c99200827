import assert from "node:assert/strict";
import { weightsOf } from "../../sandbox/models/listener-weights.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { textsAt } from "../../sandbox/models/values.ts";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { prefix, project, SmallApp } from "../support/end-to-end/small-app.ts";

const strategy = "slipway:environment.deploy.strategy";
const alarm = { fault: "alarm", on: `${prefix}-api*` };

describeOnEngine("canary deployments in bad weather", () => {
  let app: SmallApp;
  before(() => {
    app = new SmallApp({ deploy: { strategy: "canary" } });
  });
  after(() => app.remove());

  it("begin with an app whose requests go to the primary target group", async () => {
    await app.up();
    assert.equal(requestsGoTo(), "primary");
  });

  it("move the requests to the other group, and the second preview does not want them back", async () => {
    app.release();
    await app.up();
    assert.equal(requestsGoTo(), "alternate");
  });

  it("are rolled back after one, where an alarm rings in the bake, without moving a request", async () => {
    await rollsBack("alternate");
  });

  it("take the requests to the primary group with the second, once the alarm is silent", async () => {
    await app.up();
    assert.equal(requestsGoTo(), "primary");
  });

  it("are rolled back after two as well", async () => {
    await rollsBack("primary");
    await app.up();
    assert.equal(requestsGoTo(), "alternate");
  });

  it("cannot become rolling ones while the requests are at the other group, because they would all be lost", async () => {
    const before = app.serving("api");
    app.set(strategy, "rolling");
    const stderr = await app.fails();
    assert.match(stderr, /api cannot go from deploy\.strategy canary to rolling now: /);
    assert.match(stderr, /Do it in two steps: 1\. leave deploy\.strategy at canary and deploy once more/);
    assert.equal(app.serving("api"), before);
    assert.equal(requestsGoTo(), "alternate");
  });

  it("become blue/green and linear ones at any time, since these share the machinery", async () => {
    app.set(strategy, "blue-green");
    await app.up();
    app.set(strategy, "linear");
    await app.up();
    app.serving("api");
  });

  it("become rolling ones in the two steps that the refusal says", async () => {
    while (requestsGoTo() !== "primary") {
      app.release();
      await app.up();
    }
    app.set(strategy, "rolling");
    await app.up();
    app.release();
    await app.up();
    assert.equal(requestsGoTo(), "primary");
    app.serving("api");
  });

  async function rollsBack(group: "primary" | "alternate"): Promise<void> {
    const before = app.serving("api");
    app.release();
    const stderr = await app.fails(alarm);
    assert.match(stderr, /Service deployment rolled back because an alarm was triggered\./);
    assert.match(stderr, /alarm shop-staging-api\S* ended the deployment/);
    assert.equal(app.serving("api"), before);
    assert.equal(requestsGoTo(), group);
  }

  /** Where the one rule of the service sends all requests. */
  function requestsGoTo(): string {
    const held = app.copy.inAccounts(project);
    const service = held.find(({ type, inputs }) => type === token.service && inputs.name === `${prefix}-api`);
    const [primary = ""] = textsAt(service?.inputs ?? {}, "loadBalancers.targetGroupArn");
    const [weights = {}] = held
      .filter(({ type }) => type === token.listenerRule)
      .map((rule) => weightsOf({ ...rule, outputs: rule.inputs }))
      .filter((groups) => primary in groups);
    const live = Object.entries(weights).flatMap(([group, weight]) => (weight > 0 ? [group] : []));
    assert.equal(live.length, 1, "all requests go to one group");
    return live[0] === primary ? "primary" : "alternate";
  }
});
