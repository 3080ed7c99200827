import type { InAccount, Model, Rule, Values } from "../model.ts";
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
};

/** Statements of a policy of AWS's own. */
export function managedStatements(policyArn: string): readonly Values[] {
  return managed[policyArn] ?? [];
}

const known: Rule<InAccount> = {
  id: "role-policy-attachment-known",
  says: `The sandbox knows these policies of AWS's own: ${Object.keys(managed).join(", ")}.`,
  source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
  refuse({ resource: { inputs } }) {
    const policyArn = str(inputs, "policyArn") ?? "";
    return Object.hasOwn(managed, policyArn)
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
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "IAM detaches it at any time: what hangs without it is a rule there" },
};
