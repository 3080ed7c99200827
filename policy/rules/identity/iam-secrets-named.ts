import { boundBy } from "../../conditions.ts";
import { allows, grantsOf, grantTypes, isOfEverything } from "../../grants.ts";
import type { Rule } from "../../rule.ts";

const reads = [
  "secretsmanager:GetSecretValue",
  "secretsmanager:BatchGetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "ssm:GetParameterHistory",
];
/** Conditions that say which ones. */
const naming = /^(secretsmanager:(secretid|name)|(aws|secretsmanager|ssm):resourcetag\/.+)$/;

export const iamSecretsNamed: Rule = {
  name: "iam-secrets-named",
  demands: "A policy names the secrets and parameters whose values may be read.",
  why: "One task that is broken into then gives away the secrets of every other app in the account.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
      says: "Access to secrets follows least privilege: each identity reads the secrets that it needs.",
    },
  ],
  wayOut: "Name the ARN of each secret, or a prefix that is this app's alone.",
  enforcement: "mandatory",
  types: grantTypes,
  looksAround: true,
  check: (resource, everything) =>
    grantsOf(resource, everything)
      .filter((statement) => !boundBy(statement).some((key) => naming.test(key)))
      .flatMap((statement) => reads.filter((action) => allows(statement, action) && isOfEverything(statement, action)))
      .map((action) => `it allows ${action} on everything`),
};
