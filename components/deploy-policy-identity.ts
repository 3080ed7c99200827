import { identityArns } from "../lib/identity-arns.ts";
import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";

/** Policies of AWS's own that roles of the stack get, below `arn:aws:iam::aws:policy/`. */
const managedPolicies = [
  // By it ECS moves requests between target groups.
  "AmazonECSInfrastructureRolePolicyForLoadBalancers",
  // By these AWS Backup takes snapshots, and restores one to test it.
  "service-role/AWSBackupServiceRolePolicyForBackup",
  "service-role/AWSBackupServiceRolePolicyForRestores",
];

/** Services that act as roles of the stack. */
const passedTo = [
  "backup.amazonaws.com",
  "chatbot.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "ecs.amazonaws.com",
  "lambda.amazonaws.com",
  "scheduler.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** Who may do what. */
export function identityStatements(args: DeployPolicyArgs): Statement[] {
  const { accountId, assumeRole } = args;
  const { roles, policies, boundary } = identityArns(args);
  const bound = { "iam:PermissionsBoundary": boundary };
  return [
    {
      Sid: "OwnRoles",
      Effect: "Allow",
      Action: [
        "iam:DeleteRole",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      Resource: roles,
    },
    {
      // IAM knows the boundary of a role that these are about.
      Sid: "OwnRolesInBounds",
      Effect: "Allow",
      Action: ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
      Resource: roles,
      Condition: { StringEquals: bound },
    },
    {
      Sid: "AttachToOwnRoles",
      Effect: "Allow",
      Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      Resource: roles,
      Condition: {
        ArnEquals: { "iam:PolicyARN": managedPolicies.map((name) => `arn:aws:iam::aws:policy/${name}`) },
        StringEquals: bound,
      },
    },
    {
      Sid: "PassOwnRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: roles,
      Condition: { StringEquals: { "iam:PassedToService": passedTo } },
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: `arn:aws:iam::${accountId}:role/aws-service-role/*`,
    },
    {
      Sid: "ReadProvider",
      Effect: "Allow",
      Action: ["iam:GetOpenIDConnectProvider", "iam:ListOpenIDConnectProviders", "iam:ListOpenIDConnectProviderTags"],
      Resource: `arn:aws:iam::${accountId}:oidc-provider/*`,
    },
    {
      // Its own policies are read, so that a preview can compare them; who may deploy is a person's to change.
      Sid: "ReadOwnPolicies",
      Effect: "Allow",
      Action: ["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyTags", "iam:ListPolicyVersions"],
      Resource: policies,
    },
    ...(assumeRole === undefined
      ? []
      : [{ Sid: "ProviderRole", Effect: "Allow", Action: "sts:AssumeRole", Resource: assumeRole } as const]),
  ];
}
