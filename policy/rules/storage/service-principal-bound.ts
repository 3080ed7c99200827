import { namesSource } from "../../conditions.ts";
import { resourcePolicies, resourcePolicyTypes } from "../../resource-policies.ts";
import type { Rule } from "../../rule.ts";
import type { Statement } from "../../statements.ts";

/** It takes lines alone, and EventBridge, which writes by one, says for nobody. */
const logPolicy = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";

export const servicePrincipalBound: Rule = {
  name: "service-principal-bound",
  demands: "A service of AWS may use a resource by the policy on it for a named account or resource alone.",
  why: "The same service works for every customer: without the account it can be sent here by a stranger.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
      says: "Policies that trust a service are bound with aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or aws:SourceOrgPaths.",
    },
  ],
  wayOut: "Add a Condition on aws:SourceAccount or aws:SourceArn to the statement.",
  enforcement: "mandatory",
  types: resourcePolicyTypes.filter((type) => type !== logPolicy),
  looksAround: false,
  check: (resource) =>
    resourcePolicies(resource)
      .filter(({ effect, principals }) => effect === "Allow" && principals.Service)
      .filter((statement) => !isBound(statement))
      .map(({ principals }) => `${principals.Service?.join(", ")} may use it for any account`),
};

function isBound(statement: Statement): boolean {
  return (
    namesSource(statement) ||
    // Log delivery writes below the number of the account that it writes for.
    statement.resources.every((resource) => /\/AWSLogs\/\d{12}\//.test(resource))
  );
}
