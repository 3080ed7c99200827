import { boundBy } from "../../conditions.ts";
import { allows, grantsOf, grantTypes } from "../../grants.ts";
import type { Rule } from "../../rule.ts";

const grants = [
  "iam:CreateRole",
  "iam:PutRolePolicy",
  "iam:AttachRolePolicy",
  "iam:CreateUser",
  "iam:PutUserPolicy",
  "iam:AttachUserPolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutUserPermissionsBoundary",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
];

export const iamGrantsBounded: Rule = {
  name: "iam-grants-bounded",
  demands: "Who may give out rights may give them only within a permissions boundary.",
  why: "It can give itself a role that may do everything, whatever its own policy says.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
      says: "Whoever delegates the making of roles demands a boundary by a condition on iam:PermissionsBoundary.",
    },
  ],
  wayOut: "Set a condition on iam:PermissionsBoundary.",
  enforcement: "mandatory",
  types: grantTypes,
  looksAround: true,
  check: (resource, everything) =>
    grantsOf(resource, everything)
      .filter((statement) => !boundBy(statement).includes("iam:permissionsboundary"))
      .flatMap((statement) => grants.filter((action) => allows(statement, action)))
      .map((action) => `it allows ${action} without a boundary`),
};
