import type { InAccount, Model, Rule } from "../model.ts";
import { globalArn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { compactPolicy, policyText, refusePolicy } from "./policy-document.ts";
import { uniqueName } from "./references.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const api = "https://docs.aws.amazon.com/IAM/latest/APIReference/";
const sizeQuota = 6144;

const shape: Rule<InAccount> = {
  id: "policy-document",
  says: "The policy is valid JSON; each statement has Effect, Action (`service:Action`) and Resource (an ARN or `*`).",
  source: `${api}API_CreatePolicy.html`,
  refuse({ resource }) {
    const refused = refusePolicy(resource.inputs.policy, "identity");
    return refused === undefined ? undefined : `MalformedPolicyDocument: policy ${refused}`;
  },
};

const size: Rule<InAccount> = {
  id: "policy-size",
  says: `A policy has at most ${sizeQuota} characters, white space not counted.`,
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  refuse({ resource }) {
    const { length } = compactPolicy(resource.inputs.policy);
    return length <= sizeQuota
      ? undefined
      : `LimitExceeded: Cannot exceed quota for PolicySize: ${sizeQuota}: ${resource.inputs.name} has ${length}: ` +
          "name fewer resources, use a pattern, or make two policies of it";
  },
};

const notAttached: Rule<InAccount> = {
  id: "policy-not-attached",
  says: "A policy that a role has, or that bounds one, cannot be deleted.",
  source: `${api}API_DeletePolicy.html`,
  refuse({ resource, account }) {
    const { arn } = resource.outputs;
    const role =
      account.find(token.rolePolicyAttachment, ({ outputs }) => outputs.policyArn === arn)?.outputs.role ??
      account.find(token.role, ({ outputs }) => outputs.permissionsBoundary === arn)?.id;
    return role === undefined
      ? undefined
      : `DeleteConflict: Cannot delete a policy attached to entities: role ${role} has ${arn}: detach it first`;
  },
};

/** What a role may do, as a resource of its own. */
export const policy: Model = {
  type: token.policy,
  autoname: { input: "name", max: 128 },
  defaults: { path: "/" },
  checks: [
    nameShape({
      id: "policy-name-shape",
      input: "name",
      max: 128,
      pattern: /^[\w+=,.@-]+$/,
      allowed: "letters, digits and _+=,.@-",
      source: `${api}API_CreatePolicy.html`,
    }),
  ],
  identify: (inputs, _seed, place) => globalArn(place, "iam", `policy${str(inputs, "path") ?? "/"}${inputs.name}`),
  outputs: (inputs, id, seed) => ({
    arn: id,
    attachmentCount: 0,
    namePrefix: "",
    policy: policyText(inputs.policy),
    policyId: `ANPA${seed.hex(17, "policy").toUpperCase()}`,
  }),
  requires: [
    uniqueName({
      id: "policy-name-unique",
      type: token.policy,
      input: "name",
      noun: "policy",
      code: "EntityAlreadyExists",
      source: `${api}API_CreatePolicy.html`,
      anyCase: true,
    }),
    shape,
    size,
  ],
  replaces: "as the specification says",
  blocksDelete: [notAttached],
};
