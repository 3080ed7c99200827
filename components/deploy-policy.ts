import { pullThroughStatements } from "./deploy-images.ts";
import { deployRefusals } from "./deploy-refusals.ts";
import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";

/** Services whose resources have no name that starts with the stack's, or whose listing knows no names at all. */
const wholeServices = [
  "acm",
  "application-autoscaling",
  "cloudwatch",
  "ecs",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "logs",
  "rds",
  "servicediscovery",
  "tag",
].map((service) => `${service}:*`);

/** The network, and nothing that starts a machine or copies a disk. */
const networking = [
  "ec2:*Address*",
  "ec2:*FlowLogs",
  "ec2:*InternetGateway*",
  "ec2:*NatGateway*",
  "ec2:*NetworkInterface*",
  "ec2:*Route*",
  "ec2:*SecurityGroup*",
  "ec2:*Subnet*",
  "ec2:*Tags",
  "ec2:*Vpc*",
  "ec2:Describe*",
  "ec2:Get*",
  // An endpoint stands behind a name in a zone of AWS's own.
  "route53:AssociateVPCWithHostedZone",
];

/** Records, but no zone is made or deleted. */
const records = ["route53:ChangeResourceRecordSets", "route53:Get*", "route53:List*"];

/**
 * What the deploy role may do, as IAM's text. What this is worth against somebody who means harm is in decision 12.
 *
 * @param self ARN of the role
 */
export function deployPolicy(args: DeployPolicyArgs, self: string): string {
  const statements = [
    ...services(args),
    ...pullThroughStatements(args),
    ...preflight(args),
    ...identities(args),
    ...deployRefusals(args, self),
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function services({ prefix, accountId }: DeployPolicyArgs): Statement[] {
  const own = (service: string, name: string) => `arn:aws:${service}:*:${accountId}:${name}`;
  return [
    { Sid: "Services", Effect: "Allow", Action: [...wholeServices, ...networking, ...records], Resource: "*" },
    {
      Sid: "OwnByName",
      Effect: "Allow",
      Action: ["events:*", "lambda:*", "scheduler:*", "secretsmanager:*", "sns:*", "sqs:*", "ssm:*"],
      Resource: [
        own("events", `rule/${prefix}-*`),
        own("lambda", `function:${prefix}-*`),
        own("scheduler", `schedule-group/${prefix}-*`),
        own("scheduler", `schedule/${prefix}-*/*`),
        own("secretsmanager", `secret:${prefix}/*`),
        own("sns", `${prefix}-*`),
        own("sqs", `${prefix}-*`),
        own("ssm", `parameter/${prefix}/*`),
      ],
    },
    {
      // No object is read or written with these.
      Sid: "OwnBuckets",
      Effect: "Allow",
      Action: ["s3:*Bucket*", "s3:*Configuration", "s3:DeleteObject*", "s3:*TagResource", "s3:ListTagsForResource"],
      Resource: `arn:aws:s3:::${prefix}-*`,
    },
    {
      // Whoever gives an ACL its rules is asked about AWS's groups too, and whoever hangs it up about the load balancer.
      Sid: "OwnFirewall",
      Effect: "Allow",
      Action: "wafv2:*",
      Resource: [
        own("wafv2", `regional/webacl/${prefix}-*`),
        own("wafv2", `regional/ipset/${prefix}-*`),
        own("wafv2", "regional/managedruleset/*"),
        own("elasticloadbalancing", `loadbalancer/app/${prefix}-*`),
      ],
    },
    {
      // Actions that know no resource.
      Sid: "Nameless",
      Effect: "Allow",
      Action: [
        "ssm:DescribeParameters",
        "sns:GetSubscriptionAttributes",
        "sns:SetSubscriptionAttributes",
        "sns:Unsubscribe",
      ],
      Resource: "*",
    },
    {
      // RDS makes the secret of the master user as whoever creates the instance. The value cannot be read with this.
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-permissions
      Sid: "MasterSecret",
      Effect: "Allow",
      Action: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
      Resource: own("secretsmanager", "secret:rds!db-*"),
    },
    {
      // Of the same list. It only reads what a key is, so it has no condition that RDS's way of asking might not meet;
      // the use of AWS's own keys is allowed by their policies, through the service.
      Sid: "MasterSecretKey",
      Effect: "Allow",
      Action: "kms:DescribeKey",
      Resource: own("kms", "key/*"),
    },
  ];
}

/** Only to look whether they are there, and for the names in their JSON: tasks read them with roles of their own. */
function preflight({ existingSecrets = [] }: DeployPolicyArgs): Statement[] {
  return existingSecrets.length === 0
    ? []
    : [
        {
          Sid: "Preflight",
          Effect: "Allow",
          Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
          Resource: existingSecrets,
        },
      ];
}

function identities({ prefix, accountId, assumeRole }: DeployPolicyArgs): Statement[] {
  const roles = `arn:aws:iam::${accountId}:role/${prefix}-*`;
  return [
    {
      Sid: "OwnRoles",
      Effect: "Allow",
      Action: [
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
        "iam:PutRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      Resource: roles,
    },
    {
      // One policy of AWS's own, by which ECS moves requests between target groups.
      Sid: "AttachToOwnRoles",
      Effect: "Allow",
      Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      Resource: roles,
      Condition: {
        ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers" },
      },
    },
    {
      Sid: "PassOwnRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: roles,
      Condition: {
        StringEquals: {
          "iam:PassedToService": [
            "ecs-tasks.amazonaws.com",
            "ecs.amazonaws.com",
            "lambda.amazonaws.com",
            "scheduler.amazonaws.com",
            "vpc-flow-logs.amazonaws.com",
          ],
        },
      },
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
    ...(assumeRole === undefined
      ? []
      : [{ Sid: "ProviderRole", Effect: "Allow", Action: "sts:AssumeRole", Resource: assumeRole } as const]),
  ];
}
