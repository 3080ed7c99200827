import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";

export interface DeployRoleArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly accountId: string;
  /** `owner/repository` that deploys. */
  readonly repository: string;
  /** GitHub environment whose jobs may use the role. */
  readonly environment: string;
  /** An account has one OIDC provider for GitHub: this stack's, or somebody else's whose ARN is computed. */
  readonly ownsProvider: boolean;
  /** Without the provider no stack of the account can be deployed from GitHub. */
  readonly protectProvider: boolean;
}

const issuer = "token.actions.githubusercontent.com";

/** Services whose resources have no name that starts with the stack's, or whose listing knows no names at all. */
const wholeServices = [
  "acm",
  "application-autoscaling",
  "cloudwatch",
  "ec2",
  "ecs",
  "elasticache",
  "elasticloadbalancing",
  "logs",
  "rds",
  "route53",
  "tag",
];

/**
 * The role that a job of one GitHub environment assumes to bring this stack up. GitHub signs who is calling, so
 * there is no key to keep; which branches get that far is the environment's branch policy.
 */
export class DeployRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: DeployRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:deploy-role:DeployRole", name, {}, opts);
    const child = { parent: this };

    const provider = args.ownsProvider
      ? new OpenIdConnectProvider(
          `${name}-github`,
          { url: `https://${issuer}`, clientIdLists: ["sts.amazonaws.com"] },
          { ...child, protect: args.protectProvider },
        ).arn
      : pulumi.output(`arn:aws:iam::${args.accountId}:oidc-provider/${issuer}`);
    const role = new Role(
      `${name}-role`,
      {
        name: physicalName("role", args.prefix, name),
        description: `Jobs of ${args.repository} in the GitHub environment ${args.environment}`,
        // A first `up` with a database and a cache takes longer than AWS's default hour allows for.
        maxSessionDuration: 7200,
        assumeRolePolicy: provider.apply((federated) => trust(federated, args)),
      },
      child,
    );
    new RolePolicy(
      `${name}-policy`,
      { name: "deploy", role: role.name, policy: role.arn.apply((self) => policy(args, self)) },
      child,
    );

    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function trust(federated: string, { repository, environment }: DeployRoleArgs): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: federated },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: `repo:${repository}:environment:${environment}`,
          },
        },
      },
    ],
  });
}

function policy({ prefix, accountId }: DeployRoleArgs, self: string): string {
  const roles = `arn:aws:iam::${accountId}:role/${prefix}-*`;
  const own = (service: string, name: string) => `arn:aws:${service}:*:${accountId}:${name}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "Services", Effect: "Allow", Action: wholeServices.map((service) => `${service}:*`), Resource: "*" },
      {
        Sid: "OwnByName",
        Effect: "Allow",
        Action: ["scheduler:*", "secretsmanager:*", "sns:*", "ssm:*"],
        Resource: [
          own("scheduler", `schedule-group/${prefix}-*`),
          own("scheduler", `schedule/${prefix}-*/*`),
          own("secretsmanager", `secret:${prefix}/*`),
          own("sns", `${prefix}-*`),
          own("ssm", `parameter/${prefix}/*`),
        ],
      },
      {
        Sid: "List",
        Effect: "Allow",
        Action: ["ssm:DescribeParameters", "sns:GetSubscriptionAttributes"],
        Resource: "*",
      },
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
          "iam:PutRolePolicy",
          "iam:TagRole",
          "iam:UntagRole",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateRole",
        ],
        Resource: roles,
      },
      {
        Sid: "PassOwnRoles",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: roles,
        Condition: { StringEquals: { "iam:PassedToService": ["ecs-tasks.amazonaws.com", "scheduler.amazonaws.com"] } },
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
        Action: "iam:GetOpenIDConnectProvider",
        Resource: `arn:aws:iam::${accountId}:oidc-provider/${issuer}`,
      },
      {
        // Who may deploy, and as what, is a person's decision.
        Sid: "NotItself",
        Effect: "Deny",
        Action: ["iam:DeleteRole*", "iam:PutRole*", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole"],
        Resource: self,
      },
    ],
  });
}
