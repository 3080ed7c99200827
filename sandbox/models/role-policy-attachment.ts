import type { Account } from "../account.ts";
import type { InAccount, Model, Rule, Values } from "../model.ts";
import { statementsOf } from "./policy-document.ts";
import { exists } from "./references.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const api = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html";
const balancing = (resource: string) => `arn:aws:elasticloadbalancing:*:*:${resource}`;

/** What policies of AWS's own allow, as far as this sandbox decides by it. */
const managed: Readonly<Record<string, readonly Values[]>> = {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
  "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers": [
    {
      Effect: "Allow",
      Action: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
      Resource: balancing("targetgroup/*"),
    },
    { Effect: "Allow", Action: "elasticloadbalancing:ModifyListener", Resource: balancing("listener/*") },
    { Effect: "Allow", Action: "elasticloadbalancing:ModifyRule", Resource: balancing("listener-rule/*") },
    { Effect: "Allow", Action: "elasticloadbalancing:Describe*", Resource: "*" },
  ],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
  "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup": [
    {
      Effect: "Allow",
      Action: ["rds:AddTagsToResource", "rds:CreateDBSnapshot", "rds:DeleteDBSnapshot", "rds:DescribeDBInstances"],
      Resource: "*",
    },
  ],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForRestores.html
  "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores": [
    {
      Effect: "Allow",
      Action: ["rds:DeleteDBInstance", "rds:DescribeDBInstances", "rds:RestoreDBInstanceFromDBSnapshot"],
      Resource: "*",
    },
  ],
};

/** Statements of a policy that stands by itself: one of the account, or AWS's own. */
export function attachedStatements(account: Account, policyArn: string): readonly Values[] {
  return managed[policyArn] ?? statementsOf(account.byArn(policyArn)?.outputs.policy ?? {});
}

const quota = 10;

const attachedQuota: Rule<InAccount> = {
  id: "role-policy-attachment-quota",
  says: `A role has at most ${quota} policies that stand by themselves (a quota that AWS raises on request, to 20).`,
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  refuse({ resource, before, account }) {
    const { role } = resource.inputs;
    const others = account
      .all(token.rolePolicyAttachment)
      .filter(({ id, outputs }) => id !== (before ?? resource).id && outputs.role === role);
    return others.length < quota
      ? undefined
      : `LimitExceeded: Cannot exceed quota for PoliciesPerRole: ${quota}: role ${role} has ${others.length}: ` +
          "put two of them together, or ask AWS to raise the quota";
  },
};

const known: Rule<InAccount> = {
  id: "role-policy-attachment-known",
  says: `The policy is one of the account, or one of AWS's own that the sandbox knows: ${Object.keys(managed).join(", ")}.`,
  source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
  refuse({ resource: { inputs }, account }) {
    const policyArn = str(inputs, "policyArn") ?? "";
    return Object.hasOwn(managed, policyArn) || account.byArn(policyArn)?.type === token.policy
      ? undefined
      : `NoSuchEntity: Policy ${policyArn} does not exist or is not attachable: use ${Object.keys(managed).join(", ")}, ` +
          "or add it to sandbox/models/role-policy-attachment.ts";
  },
};

/** A policy that stands by itself, for one role. */
export const rolePolicyAttachment: Model = {
  type: token.rolePolicyAttachment,
  // The provider makes this id.
  identify: (inputs) => `${str(inputs, "role") ?? ""}/${str(inputs, "policyArn") ?? ""}`,
  outputs: () => ({}),
  requires: [
    exists({
      id: "role-policy-attachment-role-exists",
      input: "role",
      type: token.role,
      noun: "role",
      code: "NoSuchEntity",
      source: api,
    }),
    known,
    attachedQuota,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "IAM detaches it at any time: what hangs without it is a rule there" },
};
