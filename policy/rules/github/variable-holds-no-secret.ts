import type { Rule } from "../../rule.ts";
import { secretVariable } from "../../secret-variable.ts";

const secretWords = /(^|_)(PASSWORD|PASSWD|SECRET|PRIVATE_KEY|API_KEY|ACCESS_KEY|TOKEN|CREDENTIALS?)$/i;

export const variableHoldsNoSecret: Rule = {
  name: "variable-holds-no-secret",
  demands: "What is secret is a secret of GitHub, not a variable.",
  why: "Variables are shown in logs and to everybody who may read the repository.",
  sources: [
    {
      url: "https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-variables",
      says: "Variables are rendered unmasked in build output; sensitive values belong in secrets.",
    },
  ],
  wayOut: "Declare an ActionsSecret or an ActionsEnvironmentSecret instead.",
  enforcement: "advisory",
  types: [
    "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
    "github:index/actionsOrganizationVariable:ActionsOrganizationVariable",
    "github:index/actionsVariable:ActionsVariable",
  ],
  looksAround: false,
  check({ inputs: { variableName, value } }) {
    if (secretWords.test(`${variableName}`)) {
      return [`the variable ${variableName} has the name of a secret`];
    }
    const looks = typeof value === "string" ? secretVariable(`${variableName}`, value) : undefined;
    return looks === undefined ? [] : [`the variable ${variableName} looks like ${looks}`];
  },
};
