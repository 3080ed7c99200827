import assert from "node:assert/strict";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { quotaNeeds } from "../../plan/quota-needs.ts";
import { quotasPassed } from "../../plan/quotas.ts";
import { defaultStack, smallest } from "../doctor/healthy.ts";
import { webService, worker } from "../support/minimal.ts";

describe("what a stack needs of AWS's quotas", () => {
  it("is counted for the default app: what a first deployment was seen to fail for", async () => {
    const { stack, plan } = await defaultStack("production");
    assert.deepEqual(
      quotaNeeds(stack, plan).map(({ of, needs, peak = needs }) => `${of}: ${needs} to ${peak}`),
      [
        "vCPU on Fargate: 7.5 to 65.5",
        "Elastic IP addresses: 3 to 3",
        "VPCs: 1 to 1",
        "NAT gateways in a zone: 1 to 1",
        "rules of a security group, in or out: 5 to 5",
        "rules of a load balancer: 3 to 3",
        "target groups of a load balancer, of which each web service has two: 4 to 4",
        "database instances: 1 to 1",
        "metric filters of a log group: 3 to 3",
      ],
    );
  });

  it("has Spot by itself, and a service that is off needs none", () => {
    const services = {
      mail: worker({ cpu: 512, max: 4, spot: { because: "cheap" } }),
      old: worker({ cpu: 512, max: 4, off: { because: "old" } }),
    };
    const { stack, plan } = smallest({ services });
    assert.deepEqual(
      quotaNeeds(stack, plan).map(({ raised, needs, peak }) => `${raised?.code} ${needs} to ${peak}`),
      ["L-36FBB829 0.5 to 4"],
    );
  });
});

describe("quotas that a plan passes", () => {
  const { stack } = smallest({ services: { api: webService({ cpu: 1024, min: 2, max: 2 }) } });
  const many = (type: string, count: number, inputs: object = {}): Pick<Plan, "resources"> => ({
    resources: Array.from({ length: count }, (_, index) => ({ type, name: `r-${index}`, inputs }) as PlannedResource),
  });

  it("are named with what AWS gives at first, what the stack needs, and how more is asked for", () => {
    assert.deepEqual(quotasPassed(stack, many("aws:ec2/eip:Eip", 6)), [
      "Elastic IP addresses: staging needs 6, and an account has 5 at first; for more: aws service-quotas " +
        "request-service-quota-increase --region eu-north-1 --service-code ec2 --quota-code L-0263D0A3 --desired-value 6",
    ]);
  });

  it("are not named where what AWS gives is just enough", () => {
    assert.deepEqual(quotasPassed(stack, many("aws:ec2/eip:Eip", 5)), []);
  });

  it("count a release too, in which the old tasks run beside the new ones", () => {
    const { stack: wide } = smallest({ services: { api: webService({ cpu: 1024, min: 2, max: 4 }) } });
    assert.match(
      quotasPassed(wide, { resources: [] })[0] ?? "",
      /^vCPU on Fargate: staging needs 2, 8 at full scale while a release takes over, and an account has 6 at first;/,
    );
  });

  it("refuse the stack where AWS gives nobody more, since its up would end there", () => {
    const groups = many("aws:lb/targetGroup:TargetGroup", 102);
    assert.throws(
      () => quotasPassed(stack, groups),
      /staging cannot be made:\n {2}target groups of a load balancer, of which each web service has two: 102 are needed, and AWS gives nobody more than 100: divide the app into two/,
    );
    const filter = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
    assert.throws(
      () => quotasPassed(stack, many(filter, 101, { logGroupName: "one" })),
      /metric filters of a log group: 101/,
    );
  });
});
