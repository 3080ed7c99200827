import type { Rule } from "../../rule.ts";

const secretName = /(^|[/._-])(password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|credentials?)$/i;

export const parameterSecretEncrypted: Rule = {
  name: "parameter-secret-encrypted",
  demands: "A parameter that is called like a secret is a SecureString.",
  why: "A String is shown to whoever may list parameters, and is kept in clear.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-securestring.html",
      says: "Sensitive data belongs in SecureString parameters.",
    },
  ],
  wayOut: 'Set type: "SecureString", or keep the value in Secrets Manager.',
  enforcement: "mandatory",
  types: ["aws:ssm/parameter:Parameter"],
  looksAround: false,
  check: ({ inputs: { name, type } }) =>
    type !== "SecureString" && secretName.test(`${name}`) ? [`${name} is a ${type}`] : [],
};
