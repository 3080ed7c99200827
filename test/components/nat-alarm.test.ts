import assert from "node:assert/strict";
import { natAlarm } from "../../components/nat-alarm.ts";
import { foundation } from "../support/around-service.ts";
import { at, declareComponent } from "../support/declare-stack.ts";

const declare = (ids: readonly string[]) =>
  declareComponent(() => {
    natAlarm("network", foundation.alarms, ids, {});
  });

describe("the alarm on NAT gateways", () => {
  it("is one for all of them, since one that has no ports is the same trouble in any zone", async () => {
    const queries = Object(at(await declare(["nat-0", "nat-1"]), "network-nat-ports").inputs.metricQueries);
    const watched = queries.flatMap(({ metric }: { metric?: { dimensions: { NatGatewayId: string } } }) =>
      metric ? [metric.dimensions.NatGatewayId] : [],
    );
    assert.deepEqual(watched, ["nat-0", "nat-1"]);
  });

  it("is not there without a gateway", async () => {
    assert.deepEqual((await declare([])).resources, []);
  });
});
