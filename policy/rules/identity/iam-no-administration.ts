import { grantsOf, grantTypes, isEverything } from "../../grants.ts";
import type { Rule } from "../../rule.ts";

export const iamNoAdministration: Rule = {
  name: "iam-no-administration",
  demands: "No policy allows everything on everything.",
  why: "Whoever takes over what has it owns the account.",
  sources: [{ control: "IAM.1" }],
  wayOut: "Name the actions, and the resources that they are for.",
  enforcement: "mandatory",
  types: grantTypes,
  looksAround: true,
  check: (resource, everything) =>
    grantsOf(resource, everything)
      .filter(({ resources, notResources }) => resources.some(isEverything) || notResources.length > 0)
      .flatMap(({ actions, notActions }) => {
        if (notActions.length > 0) {
          return [`it allows everything but ${notActions.join(", ")}`];
        }
        return actions.some((action) => /^\*+(:\*+)?$/.test(action)) ? ["it allows every action on everything"] : [];
      }),
};
