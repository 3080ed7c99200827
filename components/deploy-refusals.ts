import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";

/**
 * What is refused to the deploy role whatever it is allowed.
 *
 * @param self ARN of the role
 */
export function deployRefusals(
  { accountId, app, environment, assumeRole }: DeployPolicyArgs,
  self: string,
): Statement[] {
  return [
    {
      // Who may deploy, and as what, is a person's decision: a deployment that changes it by mistake fails here. It
      // stops nobody who means to, since the role may make another role and have a task run as that one.
      Sid: "NotItself",
      Effect: "Deny",
      Action: [
        "iam:AttachRole*",
        "iam:DeleteRole*",
        "iam:DetachRole*",
        "iam:PutRole*",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole*",
      ],
      Resource: self,
    },
    {
      // A role's trust alone lets somebody of the same account in, and the deploy role writes trusts.
      Sid: "NoOtherRole",
      Effect: "Deny",
      Action: "sts:AssumeRole",
      ...(assumeRole === undefined ? { Resource: "*" } : { NotResource: assumeRole }),
    },
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
