import { listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const webAclHasRules: Rule = {
  name: "web-acl-has-rules",
  demands: "A web ACL has rules.",
  why: "Without one it costs its monthly price and looks at nothing.",
  sources: [{ control: "WAF.10" }],
  wayOut: "Give it rules, for example the managed group AWSManagedRulesCommonRuleSet.",
  enforcement: "mandatory",
  types: ["aws:wafv2/webAcl:WebAcl"],
  looksAround: true,
  check(acl, everything) {
    const { rules, ruleJson } = acl.inputs;
    const groups = "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation";
    const isEmpty = listOf(rules).length === 0 && !ruleJson;
    return isEmpty && everything.referring(groups, "webAclArn", acl).length === 0 ? ["it has no rule"] : [];
  },
};
