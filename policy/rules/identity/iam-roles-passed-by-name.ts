import { boundBy } from "../../conditions.ts";
import { allows, grantsOf, grantTypes, isOfEverything } from "../../grants.ts";
import type { Rule } from "../../rule.ts";

export const iamRolesPassedByName: Rule = {
  name: "iam-roles-passed-by-name",
  demands: "A policy names the roles that may be given to a service, and with a prefix also the services.",
  why: "Whoever may start a task or a function with any role has the rights of the strongest one.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
      says: "iam:PassRole should name the roles, and iam:PassedToService the services that they may go to.",
    },
  ],
  wayOut: "Name the roles of iam:PassRole, and set a condition on iam:PassedToService.",
  enforcement: "mandatory",
  types: grantTypes,
  looksAround: true,
  check: (resource, everything) =>
    grantsOf(resource, everything)
      .filter((statement) => allows(statement, "iam:PassRole"))
      .flatMap((statement) => {
        if (isOfEverything(statement, "iam:PassRole")) {
          return ["it allows iam:PassRole of every role"];
        }
        const isPrefix = statement.resources.some((arn) => arn.includes("*"));
        return isPrefix && !boundBy(statement).includes("iam:passedtoservice")
          ? ["it allows iam:PassRole of a prefix, to every service"]
          : [];
      }),
};
