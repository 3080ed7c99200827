import { identityArns } from "../lib/identity-arns.ts";
import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";

/** Everything of IAM that changes anything; passing a role on changes nothing. */
const identityWrites = [
  "iam:Add*",
  "iam:Attach*",
  "iam:Change*",
  "iam:Create*",
  "iam:Deactivate*",
  "iam:Delete*",
  "iam:Detach*",
  "iam:Enable*",
  "iam:Put*",
  "iam:Remove*",
  "iam:Reset*",
  "iam:Resync*",
  "iam:Set*",
  "iam:Tag*",
  "iam:Untag*",
  "iam:Update*",
  "iam:Upload*",
];

/** What is refused to the deploy role whatever it is allowed. */
export function deployRefusals(args: DeployPolicyArgs): Statement[] {
  const { accountId, app, environment, assumeRole } = args;
  const { deploy, preview, boundary, roles } = identityArns(args);
  return [
    {
      // Users, keys, policies, providers of identities: none is the stack's, and a person decides on them.
      Sid: "NothingButRoles",
      Effect: "Deny",
      Action: identityWrites,
      NotResource: [roles, `arn:aws:iam::${accountId}:role/aws-service-role/*`],
    },
    {
      // Who may deploy, and as what, is a person's decision.
      Sid: "NotItself",
      Effect: "Deny",
      Action: [
        "iam:AttachRole*",
        "iam:CreateRole",
        "iam:DeleteRole*",
        "iam:DetachRole*",
        "iam:PassRole",
        "iam:PutRole*",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole*",
      ],
      Resource: [deploy, preview],
    },
    {
      // A role that may do more than the boundary lets it would let whoever deploys do more, through a task of that role.
      Sid: "NoUnboundRole",
      Effect: "Deny",
      Action: ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundary } },
    },
    { Sid: "NoBoundaryOff", Effect: "Deny", Action: "iam:DeleteRolePermissionsBoundary", Resource: "*" },
    { Sid: "NotTheAccount", Effect: "Deny", Action: ["account:*", "organizations:*"], Resource: "*" },
    {
      // A role's trust alone lets somebody of the same account in, and the deploy role writes trusts.
      Sid: "NoOtherRole",
      Effect: "Deny",
      Action: "sts:AssumeRole",
      ...(assumeRole === undefined ? { Resource: "*" } : { NotResource: assumeRole }),
    },
    // Tasks of other stacks have roles too.
    { Sid: "NoShell", Effect: "Deny", Action: "ecs:ExecuteCommand", Resource: "*" },
    notTagged("app", app, accountId),
    notTagged("stack", environment, accountId),
  ];
}

/**
 * Refuses to delete or change what runs and keeps data without the stack's tag. Only types of which each action takes
 * nothing but tagged things of the stack: an untagged default (the network's default group, RDS's option group) is not
 * among them. The types' condition keys are in https://docs.aws.amazon.com/service-authorization/latest/reference/.
 */
function notTagged(key: "app" | "stack", value: string, accountId: string): Statement {
  const any = (service: string, ...types: readonly string[]) =>
    types.map((type) => `arn:aws:${service}:*:${accountId}:${type}*`);
  return {
    Sid: `NotOthersBy${key === "app" ? "App" : "Stack"}`,
    Effect: "Deny",
    Action: [
      "acm:DeleteCertificate",
      "backup:DeleteBackupPlan",
      "backup:DeleteBackupVault",
      "backup:DeleteRestoreTestingPlan",
      "ec2:DeleteInternetGateway",
      "ec2:DeleteNatGateway",
      "ec2:DeleteRoute",
      "ec2:DeleteRouteTable",
      "ec2:DeleteSecurityGroup",
      "ec2:DeleteSubnet",
      "ec2:DeleteVpc",
      "ec2:DeleteVpcEndpoints",
      "ec2:ReleaseAddress",
      "ecs:DeleteCluster",
      "ecs:DeleteService",
      "ecs:UpdateService",
      "elasticache:DeleteReplicationGroup",
      "elasticache:DeleteUser",
      "elasticache:DeleteUserGroup",
      "elasticache:ModifyReplicationGroup",
      "elasticfilesystem:DeleteFileSystem",
      "elasticfilesystem:UpdateFileSystem",
      "elasticloadbalancing:DeleteListener",
      "elasticloadbalancing:DeleteLoadBalancer",
      "elasticloadbalancing:DeleteRule",
      "elasticloadbalancing:DeleteTargetGroup",
      "rds:DeleteDBInstance",
      "rds:ModifyDBInstance",
      "rds:RebootDBInstance",
      "rds:StopDBInstance",
      "servicediscovery:DeleteNamespace",
    ],
    Resource: [
      ...any("acm", "certificate/"),
      ...any("backup", "backup-plan:", "backup-vault:", "restore-testing-plan:"),
      ...any("ec2", "elastic-ip/", "internet-gateway/", "natgateway/", "route-table/", "security-group/", "subnet/"),
      ...any("ec2", "vpc/", "vpc-endpoint/"),
      ...any("ecs", "cluster/", "service/"),
      ...any("elasticache", "replicationgroup:", "user:", "usergroup:"),
      ...any("elasticfilesystem", "file-system/"),
      ...any("elasticloadbalancing", "listener/", "listener-rule/", "loadbalancer/", "targetgroup/"),
      ...any("rds", "db:"),
      ...any("servicediscovery", "namespace/"),
    ],
    Condition: { StringNotEquals: { [`aws:ResourceTag/${key}`]: value } },
  };
}
