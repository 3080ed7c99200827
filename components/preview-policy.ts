import { identityArns } from "../lib/identity-arns.ts";
import { physicalName } from "../lib/names.ts";
import type { DeployPolicyArgs } from "./deploy-statement.ts";
import { policyDocument, type Statement } from "./deploy-statement.ts";
import { keyAlias, readState, stateObjects } from "./state-access.ts";

export type PreviewPolicyArgs = Omit<DeployPolicyArgs, "app" | "pulledRepositories" | "existingSecrets">;

/**
 * What things are and how they are set, of whoever's: their listings know no names, and secrets of somebody else are looked
 * for before anything is touched. None of these gives data away.
 */
const settings = [
  "acm:Describe*",
  "acm:ListTagsForCertificate",
  "application-autoscaling:Describe*",
  "application-autoscaling:List*",
  "backup:Describe*",
  "backup:Get*",
  "backup:List*",
  "budgets:ListTagsForResource",
  "budgets:ViewBudget",
  "ce:GetAnomaly*",
  "ce:ListTagsForResource",
  "chatbot:Describe*",
  "chatbot:List*",
  "cloudwatch:Describe*",
  "cloudwatch:GetAlarmMuteRule",
  "cloudwatch:GetDashboard",
  "cloudwatch:List*",
  "ec2:DescribeAddresses*",
  "ec2:DescribeFlowLogs",
  "ec2:DescribeInternetGateways",
  "ec2:DescribeNatGateways",
  "ec2:DescribeNetwork*",
  "ec2:DescribePrefixLists",
  "ec2:DescribeRouteTables",
  "ec2:DescribeSecurityGroup*",
  "ec2:DescribeSubnets",
  "ec2:DescribeTags",
  "ec2:DescribeVpc*",
  "ecr:DescribePullThroughCacheRules",
  "ecs:Describe*",
  "ecs:List*",
  "elasticache:Describe*",
  "elasticache:List*",
  "elasticfilesystem:Describe*",
  "elasticloadbalancing:Describe*",
  "elasticloadbalancing:GetLoadBalancerWebACL",
  "logs:Describe*",
  "logs:ListTagsForResource",
  "rds:Describe*",
  "rds:List*",
  "route53:Get*",
  "route53:List*",
  "scheduler:Get*",
  "scheduler:List*",
  "secretsmanager:DescribeSecret",
  "servicediscovery:Get*",
  "servicediscovery:List*",
  "sns:GetSubscriptionAttributes",
  "ssm:DescribeParameters",
];

/** The same of things that are next to data, by the stack's names. */
const ownSettings = [
  "events:Describe*",
  "events:List*",
  "iam:Get*",
  "iam:List*",
  "lambda:GetFunction*",
  "lambda:GetPolicy",
  "lambda:List*",
  "s3:Get*Configuration",
  "s3:GetBucket*",
  "s3:List*",
  "secretsmanager:GetResourcePolicy",
  "secretsmanager:ListSecretVersionIds",
  "sns:Get*",
  "sns:List*",
  "sqs:Get*",
  "sqs:List*",
  "ssm:GetParameter*",
  "ssm:ListTagsForResource",
  "wafv2:Get*",
  "wafv2:List*",
];

/**
 * What the preview role may do, as IAM's text: look at how things are set, and read the state, which a preview compares
 * with them. Any branch of the repository gets this far, so there is no data in it but what the state has too.
 */
export function previewPolicy(args: PreviewPolicyArgs): string {
  const { assumeRole } = args;
  return policyDocument([
    { Sid: "Settings", Effect: "Allow", Action: settings, Resource: "*" },
    { Sid: "OwnSettings", Effect: "Allow", Action: ownSettings, Resource: named(args) },
    // The provider reads the value of a secret to see whether it is the one in the state.
    { Sid: "OwnSecrets", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: ownSecrets(args) },
    {
      // What AWS's own keys allow everybody in the account does not get past a boundary that says nothing of it.
      Sid: "ThroughServices",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringLike: { "kms:ViaService": ["s3.*", "secretsmanager.*"] } },
    },
    ...readState(args),
    ...(assumeRole === undefined
      ? []
      : ([{ Sid: "ProviderRole", Effect: "Allow", Action: "sts:AssumeRole", Resource: assumeRole }] as const)),
    ...refusals(args),
  ]);
}

/** Everything that has a name of the stack's. */
function named(args: PreviewPolicyArgs): string[] {
  const { prefix, accountId } = args;
  const { roles, policies } = identityArns(args);
  const own = (service: string, name: string) => `arn:aws:${service}:*:${accountId}:${name}`;
  return [
    own("events", `rule/${prefix}-*`),
    roles,
    policies,
    `arn:aws:iam::${accountId}:oidc-provider/*`,
    own("lambda", `function:${prefix}-*`),
    `arn:aws:s3:::${prefix}-*`,
    ...ownSecrets(args),
    own("sns", `${prefix}-*`),
    own("sqs", `${prefix}-*`),
    own("ssm", `parameter/${prefix}/*`),
    own("wafv2", `regional/*/${prefix}-*`),
    own("elasticloadbalancing", `loadbalancer/app/${physicalName("loadBalancer", prefix, "edge")}/*`),
  ];
}

/** Those that the program makes: it has their values, so the state has them too. */
function ownSecrets({ prefix, accountId }: PreviewPolicyArgs): string[] {
  const own = (name: string) => `arn:aws:secretsmanager:*:${accountId}:secret:${name}/*`;
  return [own(prefix), own(`ecr-pullthroughcache/${prefix}`)];
}

/** What a policy that somebody attaches to the role later does not allow it either. */
function refusals(args: PreviewPolicyArgs): Statement[] {
  const { accountId, prefix, state } = args;
  return [
    {
      Sid: "NoOtherSecrets",
      Effect: "Deny",
      Action: ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"],
      NotResource: ownSecrets(args),
    },
    {
      Sid: "NoOtherParameters",
      Effect: "Deny",
      Action: "ssm:GetParameter*",
      NotResource: `arn:aws:ssm:*:${accountId}:parameter/${prefix}/*`,
    },
    {
      Sid: "NoOtherObjects",
      Effect: "Deny",
      Action: "s3:GetObject*",
      ...(state ? { NotResource: stateObjects(state) } : { Resource: "*" }),
    },
    {
      // What a service decrypts for its caller is refused at the service.
      Sid: "NoOtherKeys",
      Effect: "Deny",
      Action: ["kms:Decrypt", "kms:ReEncrypt*"],
      ...everyKeyBut(state?.key),
    },
  ];
}

function everyKeyBut(key: string | undefined): Pick<Statement, "Resource" | "NotResource" | "Condition"> {
  const Condition = { Null: { "kms:ViaService": "true" } };
  if (key === undefined) {
    return { Resource: "*", Condition };
  }
  const alias = keyAlias(key);
  return alias === undefined
    ? { NotResource: key, Condition }
    : { Resource: "*", Condition: { ...Condition, "ForAllValues:StringNotEquals": { "kms:ResourceAliases": alias } } };
}
