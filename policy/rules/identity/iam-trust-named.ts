import { isForEverybody } from "../../conditions.ts";
import type { Rule } from "../../rule.ts";
import { statementsOf } from "../../statements.ts";

export const iamTrustNamed: Rule = {
  name: "iam-trust-named",
  demands: "A role names who may take it.",
  why: "Everybody with any account of AWS may take it otherwise.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
      says: "A principal of * in a role's trust policy lets everybody take the role.",
    },
  ],
  wayOut: "Name the service, account or identity provider in Principal, or the organisation in aws:PrincipalOrgID.",
  enforcement: "mandatory",
  types: ["aws:iam/role:Role"],
  looksAround: false,
  check: ({ inputs }) =>
    statementsOf(inputs.assumeRolePolicy)
      .filter(isForEverybody)
      .map(() => "everybody may take it"),
};
