import { at } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";
import { secretVariable } from "../../secret-variable.ts";

export const functionSecretsByReference: Rule = {
  name: "function-secrets-by-reference",
  demands: "A function gets its secrets by reference, never as the text of a variable.",
  why: "Whoever may look at the function reads them, in the console and in every old version.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
      says: "Secrets Manager is where credentials belong, not environment variables.",
    },
  ],
  wayOut: "Give it the ARN of a secret, and its role the right to read that one.",
  enforcement: "mandatory",
  types: ["aws:lambda/function:Function"],
  looksAround: false,
  check({ inputs }) {
    const variables = at(inputs, "environment.variables") ?? {};
    return Object.entries(variables).flatMap(([name, value]) => {
      const looks = typeof value === "string" ? secretVariable(name, value) : "a secret";
      return looks === undefined ? [] : [`variable ${name} looks like ${looks}`];
    });
  },
};
