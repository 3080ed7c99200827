import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { MUTE_RULE } from "../../../sandbox/models/alarm-mute-rule.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const schedule = (own: Values): Values => ({ rule: { schedule: { duration: "PT12H", ...own } } });
const at = (expression: string, timezone?: string) => schedule({ expression, ...(timezone && { timezone }) });
const lasting = (duration: string) => schedule({ expression: "cron(0 19 * * *)", duration });
const muting = (alarmNames: readonly string[]): Values => ({ muteTargets: { alarmNames } });
const named = (count: number) => muting(Array.from({ length: count }, (_, n) => `alarm-${n}`));

describe("the inputs of a mute rule in the sandbox", () => {
  breaks("mute-rule-name-shape", "a name of 256 characters", { name: "a".repeat(256) }, "256");
  passes("mute-rule-name-shape", "a name with hyphens", { name: "shop-staging-sleep-nights" });
  for (const [title, expression, part] of [
    ["six fields", "cron(0 19 * * ? *)", "5 fields"],
    ["a question mark", "cron(0 19 ? * SAT)", "day of month"],
    ["a step", "cron(*/5 * * * *)", "minutes"],
    ["an hour of 24", "cron(0 24 * * *)", "hours"],
    ["a rate", "rate(1 day)", "at(2026-12-24T18:00)"],
  ] as const) {
    breaks("mute-rule-expression", `${title}`, at(expression), part);
  }
  breaks("mute-rule-expression", "a time zone of nowhere", at("cron(0 19 * * *)", "Europe/Nowhere"), "IANA");
  for (const expression of [
    "cron(0 19 * * *)",
    "cron(30 7 * * SAT,SUN)",
    "cron(0 2 1-7 JAN *)",
    "at(2026-12-24T18:00)",
  ]) {
    passes("mute-rule-expression", expression, at(expression, "Europe/Stockholm"));
  }
  for (const duration of ["PT30S", "P16D", "12 hours", "P", "PT"]) {
    breaks("mute-rule-duration", `a duration of ${duration}`, lasting(duration), "PT1M to P15D");
  }
  for (const duration of ["PT1M", "PT12H30M", "P2DT12H", "P15D"]) {
    passes("mute-rule-duration", `a duration of ${duration}`, lasting(duration));
  }
  breaks("mute-rule-targets", "101 alarms", named(101), "100 alarms");
  passes("mute-rule-targets", "100 alarms", named(100));
  const dated = (expression: string) => ({ ...at(expression), expireDate: "2026-12-31T23:59:00Z" });
  breaks("mute-rule-dates", "an end of what happens once", dated("at(2026-12-24T18:00)"), "leave them out");
  passes("mute-rule-dates", "an end of what happens again and again", dated("cron(0 19 * * *)"));
});

describe("a mute rule in the sandbox's account", () => {
  const inputs: Values = { name: "nights", ...at("cron(0 19 * * *)"), ...muting(["api-cpu"]) };
  const inAccount =
    (more: Values = {}) =>
    () => {
      const cloud = new Cloud();
      cloud.make(token.alarm, { name: "api-cpu" });
      cloud.make(MUTE_RULE, { ...inputs, name: "weekends" });
      return cloud.creating(MUTE_RULE, { ...inputs, ...more });
    };
  breaks("mute-rule-name-unique", "the name of another", inAccount({ name: "weekends" }), "weekends");
  passes("mute-rule-name-unique", "a name of its own", inAccount());
  breaks("mute-rule-alarms-exist", "an alarm of nowhere", inAccount(muting(["api-cpu", "none"])), '"none"');
  passes("mute-rule-alarms-exist", "an alarm of the account", inAccount());

  it("says how often it mutes, and where it is", () => {
    const cloud = new Cloud();
    cloud.make(token.alarm, { name: "api-cpu" });
    const { outputs } = cloud.make(MUTE_RULE, inputs);
    assert.equal(outputs.muteType, "RECURRING");
    assert.equal(outputs.arn, "arn:aws:cloudwatch:eu-north-1:111111111111:alarm-mute-rule:nights");
    assert.equal(
      cloud.make(MUTE_RULE, { ...inputs, name: "once", ...at("at(2026-12-24T18:00)") }).outputs.muteType,
      "ONE_TIME",
    );
  });
});
