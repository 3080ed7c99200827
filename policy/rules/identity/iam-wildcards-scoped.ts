import { boundBy } from "../../conditions.ts";
import { grantsOf, grantTypes, isEverything } from "../../grants.ts";
import type { Rule } from "../../rule.ts";

export const iamWildcardsScoped: Rule = {
  name: "iam-wildcards-scoped",
  demands: "A policy that allows all actions of a service names the resources, or a condition.",
  why: "It allows what the service will be able to do next year, too, to everything in the account.",
  sources: [{ control: "IAM.21" }],
  wayOut: "Name the actions, or the resources by their ARN.",
  enforcement: "mandatory",
  types: grantTypes,
  looksAround: true,
  check: (resource, everything) =>
    grantsOf(resource, everything)
      .filter((statement) => statement.resources.some(isEverything) && boundBy(statement).length === 0)
      .flatMap(({ actions }) => actions.filter((action) => /^[\w-]+:\*$/.test(action)))
      .map((action) => `it allows ${action} on everything`),
};
