import { at, isOn, listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const webAclMeasured: Rule = {
  name: "web-acl-measured",
  demands: "A web ACL and each of its rules count what they match.",
  why: "Nobody sees an attack, and nobody dares to let a rule block that has never been counted.",
  sources: [{ control: "WAF.12" }],
  wayOut: "Set visibilityConfig.cloudwatchMetricsEnabled: true.",
  enforcement: "mandatory",
  types: ["aws:wafv2/webAcl:WebAcl", "aws:wafv2/ruleGroup:RuleGroup"],
  looksAround: false,
  check: ({ inputs }) =>
    [inputs, ...listOf(inputs.rules)]
      .filter((measured) => !isOn(at(measured, "visibilityConfig.cloudwatchMetricsEnabled")))
      .map((measured) => `cloudwatchMetricsEnabled is off${measured === inputs ? "" : ` in ${at(measured, "name")}`}`),
};
