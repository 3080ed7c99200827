import type { Rule } from "../../rule.ts";

/** The least that Secrets Manager takes; without a word it is 30. */
const leastDays = 7;

export const secretRecoverable: Rule = {
  name: "secret-recoverable",
  demands: "A secret that is deleted can be had back for a week.",
  why: "Without it whatever reads the secret stands still, and a value that people gave is nowhere else.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
      says: "A secret is deleted after a window of 7 to 30 days, in which it can be restored.",
    },
  ],
  wayOut: `Leave recoveryWindowInDays out or set it to ${leastDays} or more.`,
  enforcement: "mandatory",
  types: ["aws:secretsmanager/secret:Secret"],
  looksAround: false,
  check: ({ inputs: { recoveryWindowInDays } }) =>
    Number(recoveryWindowInDays ?? leastDays) >= leastDays ? [] : [`recoveryWindowInDays is ${recoveryWindowInDays}`],
};
