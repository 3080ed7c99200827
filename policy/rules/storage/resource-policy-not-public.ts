import { isForEverybody } from "../../conditions.ts";
import { resourcePolicies, resourcePolicyTypes } from "../../resource-policies.ts";
import type { Rule } from "../../rule.ts";

export const resourcePolicyNotPublic: Rule = {
  name: "resource-policy-not-public",
  demands: "A policy on a resource gives nothing to everybody.",
  why: "Every account of AWS in the world is meant by the principal *.",
  sources: [{ control: "KMS.5" }, { control: "SNS.4" }, { control: "SQS.3" }],
  wayOut: "Name who may in Principal, or bind * to accounts, sources or an organisation in Condition.",
  enforcement: "mandatory",
  types: resourcePolicyTypes,
  looksAround: false,
  check: (resource) =>
    resourcePolicies(resource)
      .filter(isForEverybody)
      .map(({ actions, notActions }) => `everybody may ${actions.join(", ") || `all but ${notActions.join(", ")}`}`),
};
