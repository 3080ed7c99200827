import type { InAccount, Model, Rule, Values } from "../model.ts";
import { globalArn, moment } from "./identifiers.ts";
import { nameShape, range } from "./limits.ts";
import { compactPolicy, policyText, refusePolicy, statementsOf } from "./policy-document.ts";
import { uniqueName } from "./references.ts";
import { token } from "./tokens.ts";
import { bool, isObject, str, textsAt } from "./values.ts";

const api = "https://docs.aws.amazon.com/IAM/latest/APIReference/";
const quotas = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const trustQuota = 2048;
const githubTokens = "token.actions.githubusercontent.com";

const trustShape: Rule<InAccount> = {
  id: "role-trust-policy",
  says: "The trust policy is valid JSON; each statement has Effect, Principal and Action, and no Resource.",
  source: `${api}API_CreateRole.html`,
  refuse({ resource }) {
    const refused = refusePolicy(resource.inputs.assumeRolePolicy, "trust");
    return refused === undefined ? undefined : `MalformedPolicyDocument: assumeRolePolicy ${refused}`;
  },
};

const trustSize: Rule<InAccount> = {
  id: "role-trust-policy-size",
  says: `A trust policy has at most ${trustQuota} characters (a quota that AWS raises on request).`,
  source: quotas,
  refuse({ resource }) {
    const size = compactPolicy(resource.inputs.assumeRolePolicy).length;
    return size <= trustQuota
      ? undefined
      : `LimitExceeded: cannot exceed quota for ACLSizePerRole: ${trustQuota}: assumeRolePolicy has ${size} characters: ` +
          "trust fewer subjects, or ask AWS to raise the quota";
  },
};

const githubSubject: Rule<InAccount> = {
  id: "role-github-subject",
  says: "A role that GitHub's tokens may take has a condition on `sub` that is more than a wildcard.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html",
  refuse({ resource }) {
    const open = statementsOf(resource.inputs.assumeRolePolicy)
      .filter(({ Effect }) => Effect === "Allow")
      .filter((one) => textsAt(one, "Principal.Federated").some((principal) => principal.endsWith(githubTokens)))
      .find((one) => !subjectsOf(one).some((subject) => /[^*?]/.test(subject)));
    return open === undefined
      ? undefined
      : `MalformedPolicyDocument: the trust policy must evaluate ${githubTokens}:sub with a value that is more than a ` +
          'wildcard: add a condition such as StringEquals "repo:<owner>/<repository>:environment:<environment>"';
  },
};

/** The values that a statement wants of the `sub` of GitHub's tokens. */
function subjectsOf(statement: Values): readonly string[] {
  return Object.values(isObject(statement.Condition) ? statement.Condition : {})
    .filter(isObject)
    .flatMap((keys) => Object.entries(keys))
    .filter(([key]) => key.toLowerCase() === `${githubTokens}:sub`)
    .flatMap(([, wanted]) => (Array.isArray(wanted) ? wanted : [wanted]))
    .map(String);
}

const principalsExist: Rule<InAccount> = {
  id: "role-trust-principal-exists",
  says: "Roles of this account that a trust policy names exist.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  refuse({ resource, account, place }) {
    const missing = statementsOf(resource.inputs.assumeRolePolicy)
      .flatMap((statement) => textsAt(statement, "Principal.AWS"))
      .find((principal) => principal.startsWith(globalArn(place, "iam", "role/")) && !account.byArn(principal));
    return missing === undefined
      ? undefined
      : `MalformedPolicyDocument: invalid principal in policy: "AWS":"${missing}": create that role first`;
  },
};

const policiesApart: Rule<InAccount> = {
  id: "role-policies-apart",
  says: "The sandbox keeps the policies of a role as resources of their own, not as inputs of the role.",
  source: "https://www.pulumi.com/registry/packages/aws/api-docs/iam/role/",
  refuse({ resource: { inputs } }) {
    const used = ["inlinePolicies", "managedPolicyArns"].find((input) => inputs[input] !== undefined);
    return used === undefined
      ? undefined
      : `${used} of a role is not modelled: declare an aws.iam.RolePolicy, or add it to sandbox/models/iam.ts`;
  },
};

const boundaryExists: Rule<InAccount> = {
  id: "role-permissions-boundary-exists",
  says: "The permissions boundary of a role is a policy of the account (one of AWS's own is not modelled).",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  refuse({ resource, account }) {
    const boundary = str(resource.inputs, "permissionsBoundary");
    return boundary === undefined || account.byArn(boundary)?.type === token.policy
      ? undefined
      : `NoSuchEntity: Policy ${boundary} does not exist: declare an aws.iam.Policy and use its ARN`;
  },
};

/** Something that tasks, services of AWS or GitHub can act as. */
export const role: Model = {
  type: token.role,
  autoname: { input: "name", max: 64 },
  defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  checks: [
    nameShape({
      id: "role-name-shape",
      input: "name",
      max: 64,
      pattern: /^[\w+=,.@-]+$/,
      allowed: "letters, digits and _+=,.@-",
      source: `${api}API_CreateRole.html`,
    }),
    nameShape({
      id: "role-path-shape",
      input: "path",
      max: 512,
      pattern: /^\/([\x21-\x7e]+\/)?$/,
      allowed: "a path that begins and ends with a slash",
      source: `${api}API_CreateRole.html`,
    }),
    range("role-session-duration", "maxSessionDuration", 3600, 43_200, `${api}API_CreateRole.html`),
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, id, seed, place) => ({
    arn: globalArn(place, "iam", `role${str(inputs, "path") ?? "/"}${id}`),
    assumeRolePolicy: policyText(inputs.assumeRolePolicy),
    createDate: moment(seed, "date").toISOString().replace(".000", ""),
    inlinePolicies: [],
    managedPolicyArns: [],
    namePrefix: "",
    uniqueId: `AROA${seed.hex(17, "unique").toUpperCase()}`,
  }),
  requires: [
    uniqueName({
      id: "role-name-unique",
      type: token.role,
      input: "name",
      noun: "role",
      code: "EntityAlreadyExists",
      source: `${api}API_CreateRole.html`,
      anyCase: true,
    }),
    trustShape,
    trustSize,
    githubSubject,
    principalsExist,
    policiesApart,
    boundaryExists,
  ],
  replaces: "as the specification says",
  blocksDelete: [
    {
      id: "role-without-policies",
      says: "A role with policies cannot be deleted (unless `forceDetachPolicies` is set).",
      source: `${api}API_DeleteRole.html`,
      refuse({ resource, account }) {
        const policy = [token.rolePolicy, token.rolePolicyAttachment]
          .map((type) => account.find(type, ({ outputs }) => outputs.role === resource.id))
          .find((one) => one !== undefined);
        return policy === undefined || bool(resource.outputs, "forceDetachPolicies") === true
          ? undefined
          : `DeleteConflict: cannot delete entity, must delete policies first: role ${resource.id} has the policy ` +
              `${policy.outputs.name ?? policy.outputs.policyArn}: delete that first`;
      },
    },
  ],
};
