import { attachmentTypes } from "../../grants.ts";
import { listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

const broad =
  /:aws:policy\/(.*\/)?(AdministratorAccess(-\w+)?|PowerUserAccess|\w+(FullAccess|PowerUser|ReadWrite|AdminAccess)(_?[vV]\d+)?)$/;

export const iamNoBroadManagedPolicies: Rule = {
  name: "iam-no-broad-managed-policies",
  demands: "Nobody gets a policy of AWS that allows all of a service or of the account.",
  why: "These policies name no resource, and AWS adds to them over the years.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
      says: "AWS managed policies are a start; least privilege needs policies of one's own.",
    },
  ],
  wayOut: "Write a policy with the actions and resources that are needed.",
  enforcement: "mandatory",
  types: [...attachmentTypes, "aws:iam/role:Role"],
  looksAround: false,
  check: ({ inputs }) =>
    [...listOf(inputs.policyArn), ...listOf(inputs.managedPolicyArns)]
      .map(String)
      .filter((arn) => broad.test(arn))
      .map((arn) => `it has ${arn.slice(arn.lastIndexOf("/") + 1)}`),
};
