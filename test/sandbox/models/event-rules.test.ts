import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { FUNCTION, PERMISSION } from "../../../sandbox/models/function-tokens.ts";
import { LOG_GROUP } from "../../../sandbox/models/logs.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { arnOf } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const eventPattern = JSON.stringify({ source: ["aws.ecs"], detail: { lastStatus: ["STOPPED"] } });

/** A rule, and a log group that it may write to when there is a policy. */
function withRule(allowed: "nobody" | "this rule" | "another rule" = "this rule") {
  const cloud = new Cloud();
  const rule = cloud.make(token.eventRule, { name: "stopped", eventPattern });
  const group = cloud.make(LOG_GROUP, { name: "/shop/events" });
  const Condition = { ArnEquals: { "aws:SourceArn": allowed === "this rule" ? arnOf(rule) : `${arnOf(rule)}-2` } };
  const Statement = {
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com"] },
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${arnOf(group)}:*`,
    Condition,
  };
  if (allowed !== "nobody") {
    cloud.make(token.logResourcePolicy, { policyName: "events", policyDocument: JSON.stringify({ Statement }) });
  }
  return { cloud, rule, group };
}

describe("the sandbox's rule of events", () => {
  breaks("event-rule-name-shape", "a name with a slash", { name: "a/b" }, "a/b");
  passes("event-rule-name-shape", "a name with a dot", { name: "a.b" });
  const pattern = (text: string) => ({ name: "stopped", eventPattern: text });
  breaks("event-rule-pattern-or-schedule", "a pattern that is no JSON", pattern("ecs"), "JSON.stringify");
  breaks("event-rule-pattern-or-schedule", "a bare leaf", pattern('{"detail": {"a": "b"}}'), "write its value in [ ]");
  const schedule = (scheduleExpression: string) => ({ name: "stopped", scheduleExpression });
  breaks("event-rule-pattern-or-schedule", "a moment", schedule("at(2026-12-24T18:00:00)"), "EventBridge Scheduler");
  breaks("event-rule-pattern-or-schedule", "a schedule of words", schedule("hourly"), "rate(5 minutes)");
  passes("event-rule-pattern-or-schedule", "a schedule", schedule("rate(1 minute)"));
  passes("event-rule-pattern-or-schedule", "a pattern", pattern(eventPattern));
  const second = (name: string) => () => withRule().cloud.creating(token.eventRule, { name, eventPattern });
  breaks("event-rule-unique", "the name of another", second("stopped"), "choose another name");
  passes("event-rule-unique", "a name of its own", second("started"));
  const deleting = (used: boolean) => () => {
    const { cloud, rule, group } = withRule();
    if (used) cloud.make(token.eventTarget, { rule: rule.id, targetId: "log", arn: arnOf(group) });
    return cloud.deleting(rule);
  };
  breaks("event-rule-without-targets", "to be deleted with a target", deleting(true), "has targets");
  passes("event-rule-without-targets", "to be deleted without targets", deleting(false));
});

describe("where the sandbox's events go", () => {
  const asked =
    (more: Values, allowed: Parameters<typeof withRule>[0] = "this rule", before = 0) =>
    () => {
      const { cloud, rule, group } = withRule(allowed);
      const target = { rule: rule.id, arn: arnOf(group) };
      for (let at = 0; at < before; at++) cloud.make(token.eventTarget, { ...target, targetId: `log-${at}` });
      return cloud.creating(token.eventTarget, { ...target, targetId: "log", ...more });
    };
  breaks("event-target-id-shape", "an id with a slash", { targetId: "a/b" }, "a/b");
  passes("event-target-id-shape", "an id of letters", { targetId: "log" });
  breaks("event-target-rule-exists", "a rule of nowhere", asked({ rule: "none" }), "Rule none");
  breaks("event-target-rule-exists", "the id of another", asked({ targetId: "log-0" }, undefined, 1), "choose another");
  breaks("event-target-rule-exists", "the sixth of a rule", asked({}, undefined, 5), "LimitExceededException");
  passes("event-target-rule-exists", "a rule that is there", asked({}));
  breaks("event-target-exists", "a target of nowhere", asked({ arn: "arn:aws:logs:none" }), "take the ARN");
  passes("event-target-exists", "a log group", asked({}));
  breaks("event-target-may-write", "a log group without a policy", asked({}, "nobody"), "LogResourcePolicy");
  breaks("event-target-may-write", "a policy for another rule", asked({}, "another rule"), "would be dropped");
  passes("event-target-may-write", "a policy for this rule", asked({}));

  const invoking = (sourceOf: (ruleArn: string) => string) => () => {
    const { cloud, rule } = withRule();
    const called = cloud.given(FUNCTION, { name: "depth" });
    const sourceArn = sourceOf(arnOf(rule));
    cloud.given(PERMISSION, { function: called.id, principal: "events.amazonaws.com", sourceArn });
    return cloud.creating(token.eventTarget, { rule: rule.id, targetId: "depth", arn: arnOf(called) });
  };
  breaks(
    "event-target-may-invoke",
    "a function that another rule may call",
    invoking((arn) => `${arn}-2`),
    "add a Permission",
  );
  passes(
    "event-target-may-invoke",
    "a function that this rule may call",
    invoking((arn) => arn),
  );

  it("is named by its rule and its own id", () => {
    const { cloud, rule, group } = withRule();
    assert.equal(
      cloud.make(token.eventTarget, { rule: rule.id, targetId: "log", arn: arnOf(group) }).id,
      "stopped-log",
    );
  });
});
