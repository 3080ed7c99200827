import assert from "node:assert/strict";
import { pageForEdge } from "../../components/edge-alarms.ts";
import { LoadBalancer } from "../../components/load-balancer.ts";
import { Queue } from "../../components/queue.ts";
import { pageForQueue } from "../../components/queue-alarms.ts";
import { rings } from "../support/alarm-rule.ts";
import { declareWeb, declareWorker, foundation } from "../support/around-service.ts";
import { at, declareComponent, ofType } from "../support/declare-stack.ts";
import { edgeArgs } from "../support/edge.ts";

const objectives = { errorPercent: 5, p95Seconds: 2, queueAge: { seconds: 60, minutes: 5 } };
const named = (...kinds: string[]) => kinds.map((kind) => `shop-staging-api-${kind}`);
const causes = ["shop-staging-main-broken", "shop-staging-cache-broken"];

describe("the alarm that pages for a service", () => {
  const broken = async () =>
    at(await declareWeb({ objectives }, { brokenStores: causes }), "api/api-broken").inputs.alarmRule;

  it("rings for each of its symptoms and once for all of them, since it is one page", async () => {
    const rule = await broken();
    assert.equal(rings(rule, []), false);
    for (const symptom of ["errors", "unhealthy", "not-running"]) {
      assert.equal(rings(rule, named(symptom)), true, symptom);
    }
    assert.equal(rings(rule, named("latency", "memory")), false, "nobody is woken for what only tells");
  });

  it("tells nobody while a store that it uses pages, but rings: it is a cause itself to who stands on it", async () => {
    const declared = await declareWeb({ objectives }, { brokenStores: causes });
    const { inputs } = at(declared, "api/api-broken");
    assert.equal(rings(inputs.alarmRule, [...named("errors"), ...causes]), true);
    const hushing = { alarm: "shop-staging-api-explained", waitPeriod: 180, extensionPeriod: 300 };
    assert.deepEqual(inputs.actionsSuppressor, hushing);
    const { alarmRule, alarmActions } = at(declared, "api/api-explained").inputs;
    assert.deepEqual(
      causes.map((cause) => rings(alarmRule, [cause])),
      [true, true],
    );
    assert.deepEqual([rings(alarmRule, []), alarmActions], [false, []]);
  });

  it("is hushed by its only cause itself, since one more alarm would be one to pay", async () => {
    const declared = await declareWeb({ objectives }, { brokenStores: ["shop-staging-main-broken"] });
    const { actionsSuppressor } = at(declared, "api/api-broken").inputs;
    assert.equal(Object(actionsSuppressor).alarm, "shop-staging-main-broken");
    assert.equal(ofType(declared, "CompositeAlarm").length, 1);
  });

  it("waits for no cause where there is none", async () => {
    assert.equal(at(await declareWeb({ objectives }), "api/api-broken").inputs.actionsSuppressor, undefined);
  });

  it("is quiet during a deployment about what a deployment looks like, and never about errors", async () => {
    const rule = await broken();
    assert.equal(rings(rule, named("unhealthy", "not-running", "deploying")), false);
    assert.equal(rings(rule, named("unhealthy", "deploying", "errors")), true);
  });

  it("knows of no deployment without Container Insights, so it does not wait for one", async () => {
    const cluster = { ...foundation.cluster, insights: false };
    const declared = await declareWeb({ objectives }, { cluster });
    assert.equal(rings(at(declared, "api/api-broken").inputs.alarmRule, named("unhealthy")), true);
    assert.deepEqual(
      ofType(declared, "MetricAlarm").filter(({ name }) => name === "api-deploying"),
      [],
    );
  });

  it("is the only one of them that wakes somebody", async () => {
    const declared = await declareWeb({ objectives });
    const page = ["arn:aws:sns:eu-north-1:111111111111:page"];
    const { inputs } = at(declared, "api/api-broken");
    assert.deepEqual([inputs.alarmActions, inputs.okActions], [page, page]);
    const loud = ofType(declared, "MetricAlarm").filter(
      (one) => JSON.stringify(one.inputs.alarmActions) === JSON.stringify(page),
    );
    assert.deepEqual(loud, []);
  });

  it("is not there for a worker that is off: it has no symptom", async () => {
    const declared = await declareWorker({ off: { because: "nobody works on it now" } });
    assert.deepEqual(ofType(declared, "CompositeAlarm"), []);
  });
});

describe("the alarm that pages for the load balancer", () => {
  it("leaves it to the alarm of a web service, of which its own errors are the other side", async () => {
    const declared = await declareComponent(() => {
      pageForEdge("edge", edgeArgs.alarms, new LoadBalancer("edge", edgeArgs), ["shop-staging-api-broken"]);
    });
    const { alarmRule, actionsSuppressor } = at(declared, "edge/edge-broken").inputs;
    assert.equal(rings(alarmRule, ["shop-staging-edge-5xx"]), true);
    assert.equal(Object(actionsSuppressor).alarm, "shop-staging-api-broken");
  });
});

describe("the alarm that pages for a queue", () => {
  it("leaves it to the alarm of a service that should take the messages", async () => {
    const args = { prefix: "shop-staging", fifo: false, maxReceives: 5, visibilitySeconds: 30, protect: false };
    const { alarms } = foundation;
    const declared = await declareComponent(() => {
      pageForQueue("orders", alarms, new Queue("orders", { ...args, alarms }), ["shop-staging-mail-broken"]);
    });
    const { alarmRule, actionsSuppressor } = at(declared, "orders/orders-stuck").inputs;
    assert.equal(rings(alarmRule, ["shop-staging-orders-oldest-message"]), true);
    assert.equal(Object(actionsSuppressor).alarm, "shop-staging-mail-broken");
  });
});
