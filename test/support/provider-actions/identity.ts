import type { Actions } from "./asked.ts";

const role = "arn:aws:iam::111111111111:role/<prefix>-0";
const bound = { "iam:PermissionsBoundary": "arn:aws:iam::111111111111:policy/<prefix>-boundary" };

/** Of who may do what. */
export const identity: Actions = {
  // Who may deploy is a person's decision: the role reads it, and fails on a change.
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    source: "iam/openid_connect_provider.go",
    asked: [{ actions: ["iam:GetOpenIDConnectProvider"] }],
  },
  // Those of the roles that GitHub's jobs take and the boundary, which a person brings up.
  "aws:iam/policy:Policy": {
    source: "iam/policy.go",
    asked: [{ actions: ["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyTags", "iam:ListPolicyVersions"] }],
  },
  "aws:iam/role:Role": {
    source: "iam/role.go",
    asked: [
      {
        actions: [
          "iam:GetRole",
          "iam:TagRole",
          "iam:UntagRole",
          "iam:UpdateRole",
          "iam:UpdateRoleDescription",
          "iam:UpdateAssumeRolePolicy",
          "iam:ListRolePolicies",
          "iam:ListAttachedRolePolicies",
          "iam:ListInstanceProfilesForRole",
          "iam:GetRolePolicy",
          "iam:DeleteRole",
        ],
      },
      { actions: ["iam:CreateRole", "iam:PutRolePermissionsBoundary"], context: bound },
    ],
  },
  "aws:iam/rolePolicy:RolePolicy": {
    source: "iam/role_policy.go",
    asked: [
      { actions: ["iam:PutRolePolicy", "iam:DeleteRolePolicy"], of: role, untagged: true, context: bound },
      { actions: ["iam:GetRolePolicy"], of: role, untagged: true },
    ],
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    source: "iam/role_policy_attachment.go",
    asked: [
      {
        actions: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
        of: role,
        untagged: true,
        context: {
          ...bound,
          "iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
        },
      },
      { actions: ["iam:ListAttachedRolePolicies"], of: role, untagged: true },
    ],
  },
};
