import assert from "node:assert/strict";
import type { Output } from "@pulumi/pulumi";
import { UptimeCheck, type UptimeCheckArgs } from "../../components/uptime-check.ts";
import { answered, at, declareComponent } from "../support/declare-stack.ts";
import { topics } from "../support/topics.ts";

const asked = (own: Partial<UptimeCheckArgs> = {}) =>
  declareComponent(() => {
    const made: Output<string>[] = [];
    const heard = topics({ pagesFromUsEast1: true });
    new UptimeCheck("uptime-check", {
      alarms: { prefix: "shop-staging", topics: heard, made },
      topicArn: heard.usEast1PageArn ?? heard.pageArn,
      domain: "shop.example.com",
      path: "/healthz",
      isPaused: false,
      after: [],
      ...own,
    });
    assert.deepEqual(made, [], "a rule of the stack's region cannot mute an alarm of another");
  });

describe("UptimeCheck", () => {
  it("asks the apex over HTTPS, every 30 seconds, with a certificate of that name", async () => {
    const { inputs } = at(await asked(), "uptime-check/uptime-check-check");
    assert.deepEqual(
      [inputs.type, inputs.fqdn, inputs.port, inputs.resourcePath, inputs.requestInterval, inputs.enableSni],
      ["HTTPS", "shop.example.com", 443, "/healthz", 30, true],
    );
  });

  it("rings in us-east-1, where alone Route 53 has its metrics, and tells a topic of that region", async () => {
    const declared = await asked();
    const { inputs } = at(declared, "uptime-check/uptime-check-failing");
    assert.deepEqual(
      [inputs.region, inputs.namespace, inputs.metricName],
      ["us-east-1", "AWS/Route53", "HealthCheckStatus"],
    );
    const arn = answered(declared, "alarms/alarms-page-us-east-1-topic").arn;
    assert.deepEqual([inputs.alarmActions, inputs.okActions], [[arn], [arn]]);
    assert.match(String(arn), /:us-east-1:/);
    assert.deepEqual(inputs.dimensions, { HealthCheckId: answered(declared, "uptime-check/uptime-check-check").id });
  });

  it("rings when Route 53 says nothing at all, since then nobody looks", async () => {
    const { inputs } = at(await asked(), "uptime-check/uptime-check-failing");
    assert.deepEqual([inputs.treatMissingData, inputs.threshold, inputs.evaluationPeriods], ["breaching", 1, 3]);
  });

  it("is quiet during maintenance, when everything is answered with 503 on purpose", async () => {
    const declared = await asked({ isPaused: true });
    assert.equal(at(declared, "uptime-check/uptime-check-check").inputs.disabled, true);
    assert.equal(at(declared, "uptime-check/uptime-check-failing").inputs.treatMissingData, "notBreaching");
  });
});
