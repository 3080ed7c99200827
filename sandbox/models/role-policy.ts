import type { InAccount, Model, Rule } from "../model.ts";
import { nameShape } from "./limits.ts";
import { compactPolicy, policyText, refusePolicy } from "./policy-document.ts";
import { exists } from "./references.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const api = "https://docs.aws.amazon.com/IAM/latest/APIReference/";
const quotas = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const policiesQuota = 10_240;

const policyShape: Rule<InAccount> = {
  id: "role-policy-document",
  says: "The policy is valid JSON; each statement has Effect, Action (`service:Action`) and Resource (an ARN or `*`).",
  source: `${api}API_PutRolePolicy.html`,
  refuse({ resource }) {
    const refused = refusePolicy(resource.inputs.policy, "identity");
    return refused === undefined ? undefined : `MalformedPolicyDocument: policy ${refused}`;
  },
};

const policySize: Rule<InAccount> = {
  id: "role-policy-size",
  says: `The policies of a role have at most ${policiesQuota} characters together, white space not counted.`,
  source: quotas,
  refuse({ resource, before, account }) {
    const size = account
      .all(token.rolePolicy)
      .filter(({ id, outputs }) => id !== (before ?? resource).id && outputs.role === resource.inputs.role)
      .map(({ outputs }) => outputs.policy)
      .concat(resource.inputs.policy)
      .reduce<number>((sum, policy) => sum + compactPolicy(policy).length, 0);
    return size <= policiesQuota
      ? undefined
      : `LimitExceeded: maximum policy size of ${policiesQuota} bytes exceeded for role ${resource.inputs.role}: ` +
          `its policies have ${size}: name fewer resources, or use a pattern`;
  },
};

/** What a role may do. */
export const rolePolicy: Model = {
  type: token.rolePolicy,
  autoname: { input: "name", max: 128 },
  checks: [
    nameShape({
      id: "role-policy-name-shape",
      input: "name",
      max: 128,
      pattern: /^[\w+=,.@-]+$/,
      allowed: "letters, digits and _+=,.@-",
      source: `${api}API_PutRolePolicy.html`,
    }),
  ],
  // The provider makes this id.
  identify: (inputs) => `${str(inputs, "role") ?? ""}:${str(inputs, "name") ?? ""}`,
  outputs: (inputs) => ({ namePrefix: "", policy: policyText(inputs.policy) }),
  requires: [
    exists({
      id: "role-policy-role-exists",
      input: "role",
      type: token.role,
      noun: "role",
      code: "NoSuchEntity",
      source: `${api}API_PutRolePolicy.html`,
    }),
    policyShape,
    policySize,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "IAM deletes it at any time: what hangs without it (a service that drains) is a rule there" },
};
