import { namesSource } from "../../conditions.ts";
import type { Rule } from "../../rule.ts";
import { statementsOf } from "../../statements.ts";

/** Services that say for whom they take a role. */
const services: readonly unknown[] = [
  "backup.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "scheduler.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

export const iamTrustSameAccount: Rule = {
  name: "iam-trust-same-account",
  demands: "A service of AWS takes a role only for the account that the role is for.",
  why: "Somebody in another account can otherwise have the service use the role for them.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
      says: "aws:SourceAccount and aws:SourceArn keep a service from acting for the wrong account.",
    },
  ],
  wayOut: "Set a condition on aws:SourceAccount or aws:SourceArn in assumeRolePolicy.",
  enforcement: "advisory",
  types: ["aws:iam/role:Role"],
  looksAround: false,
  check: ({ inputs }) =>
    statementsOf(inputs.assumeRolePolicy)
      .filter((statement) => statement.effect === "Allow" && !namesSource(statement))
      .flatMap(({ principals }) => principals.Service ?? [])
      .filter((service) => services.includes(service))
      .map((service) => `${service} takes it for every account`),
};
