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

/** What this program declares, by service: a deploy role may call these and nothing else. */
const services = [
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
  "scheduler",
  "secretsmanager",
  "sns",
  "ssm",
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
    new RolePolicy(`${name}-policy`, { name: "deploy", role: role.name, policy: policy(args) }, child);

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

function policy({ prefix, accountId }: DeployRoleArgs): string {
  const roles = `arn:aws:iam::${accountId}:role/${prefix}-*`;
  const passedTo = ["ecs-tasks.amazonaws.com", "scheduler.amazonaws.com"];
  const linked = `arn:aws:iam::${accountId}:role/aws-service-role/*`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "Declared", Effect: "Allow", Action: services.map((service) => `${service}:*`), Resource: "*" },
      {
        Sid: "OwnRoles",
        Effect: "Allow",
        Action: [
          "iam:*Role",
          "iam:*RolePolicy",
          "iam:*RolePolicies",
          "iam:ListRoleTags",
          "iam:ListInstanceProfilesForRole",
        ],
        Resource: roles,
      },
      {
        Sid: "PassOwnRoles",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: roles,
        Condition: { StringEquals: { "iam:PassedToService": passedTo } },
      },
      { Sid: "ServiceLinkedRoles", Effect: "Allow", Action: "iam:CreateServiceLinkedRole", Resource: linked },
      {
        Sid: "ReadProvider",
        Effect: "Allow",
        Action: "iam:GetOpenIDConnectProvider",
        Resource: `arn:aws:iam::${accountId}:oidc-provider/${issuer}`,
      },
    ],
  });
}
