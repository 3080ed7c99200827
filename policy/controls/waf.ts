import type { Control } from "./control.ts";

const noClassic = "No web ACL of WAF Classic is made: it is WAF's second version.";

export const wafControls: readonly Control[] = [
  { id: "WAF.1", title: "Global web ACLs of WAF Classic log", verdict: { notApplicable: noClassic } },
  { id: "WAF.2", title: "Regional rules of WAF Classic have a condition", verdict: { notApplicable: noClassic } },
  { id: "WAF.3", title: "Regional rule groups of WAF Classic have a rule", verdict: { notApplicable: noClassic } },
  { id: "WAF.4", title: "Regional web ACLs of WAF Classic have a rule", verdict: { notApplicable: noClassic } },
  { id: "WAF.6", title: "Global rules of WAF Classic have a condition", verdict: { notApplicable: noClassic } },
  { id: "WAF.7", title: "Global rule groups of WAF Classic have a rule", verdict: { notApplicable: noClassic } },
  { id: "WAF.8", title: "Global web ACLs of WAF Classic have a rule", verdict: { notApplicable: noClassic } },
  { id: "WAF.10", title: "Web ACLs have a rule", verdict: { rule: "web-acl-has-rules" } },
  { id: "WAF.12", title: "Rules count what they match", verdict: { rule: "web-acl-measured" } },
];
