import type { Rule } from "../../rule.ts";

export const noCloudKeysInGithub: Rule = {
  name: "no-cloud-keys-in-github",
  demands: "Workflows get a role of AWS for minutes, not a key that is good for ever.",
  why: "A key that leaks from one workflow works from everywhere until somebody notices.",
  sources: [
    {
      url: "https://docs.github.com/en/actions/concepts/security/openid-connect",
      says: "With OpenID Connect no credentials of the cloud are kept as long-lived secrets in GitHub.",
    },
  ],
  wayOut: "Let the workflow assume a role that trusts GitHub's OpenID Connect provider.",
  enforcement: "advisory",
  types: [
    "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
    "github:index/actionsOrganizationSecret:ActionsOrganizationSecret",
    "github:index/actionsSecret:ActionsSecret",
  ],
  looksAround: false,
  check: ({ inputs: { secretName } }) =>
    /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)$/i.test(`${secretName}`)
      ? [`the secret ${secretName} is a key of AWS`]
      : [],
};
