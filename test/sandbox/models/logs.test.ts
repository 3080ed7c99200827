import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { LOG_GROUP } from "../../../sandbox/models/logs.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

describe("the sandbox's log group", () => {
  breaks("log-group-name-shape", "a name with a space", { name: "/shop/the api" }, "the api");
  breaks("log-group-name-shape", "a name of AWS", { name: "aws/shop" }, "aws/shop");
  passes("log-group-name-shape", "a name with slashes", { name: "/shop/api" });
  breaks("log-group-retention-legal", "eight days", { retentionInDays: 8 }, "7, 14");
  passes("log-group-retention-legal", "two weeks", { retentionInDays: 14 });
  const second = (name: string) => () => {
    const cloud = new Cloud();
    cloud.make(LOG_GROUP, { name: "/shop/api" });
    return cloud.creating(LOG_GROUP, { name });
  };
  breaks("log-group-unique", "the name of another", second("/shop/api"), "ResourceAlreadyExistsException");
  passes("log-group-unique", "a name of its own", second("/shop/web"));
  const deleting = (deletionProtectionEnabled: boolean) => () => {
    const cloud = new Cloud();
    return cloud.deleting(cloud.make(LOG_GROUP, { name: "/shop/api", deletionProtectionEnabled }));
  };
  breaks("log-group-not-protected", "to be deleted with protection", deleting(true), "deletionProtectionEnabled");
  passes("log-group-not-protected", "to be deleted without protection", deleting(false));

  it("has an ARN without the star that its streams need", () => {
    const group = new Cloud().make(LOG_GROUP, { name: "/shop/api" });
    assert.equal(group.outputs.arn, "arn:aws:logs:eu-north-1:111111111111:log-group:/shop/api");
  });
});

describe("a metric filter in the sandbox", () => {
  const metricTransformation = { name: "failures", namespace: "shop", value: "1", defaultValue: "0" };
  const filter = {
    name: "failures",
    logGroupName: "/shop/api",
    pattern: '{ $.level = "error" }',
    metricTransformation,
  };
  const counted = (more: Values) => ({ ...filter, metricTransformation: { ...metricTransformation, ...more } });
  breaks("metric-filter-name-shape", "a name with a colon", { ...filter, name: "a:b" }, "a:b");
  passes("metric-filter-name-shape", "a name with a hyphen", { ...filter, name: "a-b" });
  breaks("metric-filter-pattern", "1025 characters", { ...filter, pattern: "x".repeat(1025) }, "1024");
  breaks("metric-filter-pattern", "a brace that does not close", { ...filter, pattern: "{ $.a = 1" }, "do not close");
  passes("metric-filter-pattern", "a brace in quotes", { ...filter, pattern: '{ $.a = "}" }' });
  breaks("metric-filter-transformation", "a namespace of AWS", counted({ namespace: "AWS/ECS" }), "AWS/ECS");
  breaks("metric-filter-transformation", "a value that is no number", counted({ value: "one" }), '"one"');
  breaks(
    "metric-filter-transformation",
    "a default with dimensions",
    counted({ dimensions: {} }),
    "mutually exclusive",
  );
  passes("metric-filter-transformation", "a field as value", counted({ value: "$.bytes" }));
  const inGroup =
    (more: Values, before = 0) =>
    () => {
      const cloud = new Cloud();
      cloud.make(LOG_GROUP, { name: "/shop/api" });
      for (let at = 0; at < before; at++) cloud.make(token.logMetricFilter, { ...filter, name: `filter-${at}` });
      return cloud.creating(token.logMetricFilter, { ...filter, ...more });
    };
  breaks("metric-filter-log-group-exists", "a group of nowhere", inGroup({ logGroupName: "/none" }), "/none");
  passes("metric-filter-log-group-exists", "a group that is there", inGroup({}));
  breaks("metric-filter-count", "the name of another", inGroup({ name: "filter-0" }, 1), "choose another name");
  breaks("metric-filter-count", "the 101st", inGroup({}, 100), "LimitExceededException");
  passes("metric-filter-count", "the 100th", inGroup({}, 99));
});

describe("a resource policy of the sandbox's logs", () => {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "logs:*",
    Resource: "*",
  };
  const policy = (policyDocument: unknown) => ({ policyName: "events", policyDocument });
  const legal = policy(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
  breaks("log-resource-policy-legal", "what is no JSON", policy("allow"), "JSON.stringify");
  breaks("log-resource-policy-legal", "no statement", policy("{}"), "at least one");
  const long = Array.from({ length: 60 }, () => statement);
  breaks("log-resource-policy-legal", "over 5120 characters", policy(JSON.stringify({ Statement: long })), "5120");
  passes("log-resource-policy-legal", "one statement", legal);
  const afterOthers = (before: number, policyName: string) => () => {
    const cloud = new Cloud();
    for (let at = 0; at < before; at++) cloud.make(token.logResourcePolicy, { ...legal, policyName: `policy-${at}` });
    return cloud.creating(token.logResourcePolicy, { ...legal, policyName });
  };
  breaks("log-resource-policy-count", "the eleventh", afterOthers(10, "events"), "LimitExceededException");
  breaks("log-resource-policy-count", "the name of another", afterOthers(1, "policy-0"), "choose another name");
  passes("log-resource-policy-count", "the tenth", afterOthers(9, "events"));
});
