import type { Control } from "./control.ts";

const rootUser = "It is a setting of the account's root user, which no program can see or make.";

export const iamControls: readonly Control[] = [
  { id: "IAM.1", title: "No policy allows everything", verdict: { rule: "iam-no-administration" } },
  { id: "IAM.2", title: "Users have no policies", verdict: { rule: "iam-no-users" } },
  { id: "IAM.3", title: "Keys of users are changed within 90 days", verdict: { rule: "iam-no-users" } },
  { id: "IAM.4", title: "The root user has no key", verdict: { notApplicable: rootUser } },
  { id: "IAM.5", title: "Users with a password have a second factor", verdict: { rule: "iam-no-users" } },
  { id: "IAM.6", title: "The root user has a second factor of hardware", verdict: { notApplicable: rootUser } },
  {
    id: "IAM.7",
    title: "Passwords of users are strong",
    verdict: { notApplicable: "It is a setting of the account, which no environment changes; no user is made." },
  },
  { id: "IAM.8", title: "Credentials that nobody uses are removed", verdict: { rule: "iam-no-users" } },
  {
    id: "IAM.21",
    title: "No policy allows all actions of a service",
    verdict: {
      rule: "iam-wildcards-scoped",
      less: "AWS's control also lists a policy that allows them on named resources or under a condition, as the deploy role's policies do.",
    },
  },
];
