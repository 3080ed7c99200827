import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import { type FakeAws, startFakeAws } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

/** As CloudWatch answers, in the JSON protocol, where times are seconds. */
const alarm = (AlarmName: string, StateValue: string, more: object = {}) => ({ AlarmName, StateValue, ...more });

describe("alarms that ring on AWS", () => {
  let aws: FakeAws;
  before(async () => {
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  withCredentials();

  it("are told with since when, composite ones too, and not those that lack data", async () => {
    aws.answer({
      DescribeAlarms: () => ({
        MetricAlarms: [
          alarm("errors", "ALARM", { StateReason: "5 errors", StateTransitionedTimestamp: 1_795_287_600 }),
          alarm("latency", "OK"),
          alarm("uptime", "INSUFFICIENT_DATA", { StateReason: "no datapoints" }),
        ],
        CompositeAlarms: [alarm("slo", "ALARM", { StateReason: "burns" })],
      }),
    });
    const cloud = awsCloud({ accountId, region, endpoint: aws.url });
    assert.deepEqual(await cloud.ringing(["errors", "latency", "uptime", "slo"]), [
      { name: "errors", reason: "5 errors", since: "2026-11-21T19:00:00.000Z" },
      { name: "slo", reason: "burns" },
    ]);
    assert.deepEqual(aws.calls.at(-1)?.body.AlarmTypes, ["MetricAlarm", "CompositeAlarm"]);
  });
});
