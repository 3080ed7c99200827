import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";

export interface TaskRolesArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly accountId: string;
  readonly logGroupArn: pulumi.Input<string>;
  /** ARNs of the secrets that ECS reads for this task, and nobody else's. */
  readonly secretArns: readonly pulumi.Input<string>[];
  readonly images: readonly string[];
  /** What the app itself may call. */
  readonly permissions: readonly { readonly actions: readonly string[]; readonly resources: readonly string[] }[];
  /** Whether a shell may be opened in a running task. */
  readonly exec: boolean;
}

export interface TaskRoles {
  readonly executionRoleArn: pulumi.Output<string>;
  readonly taskRoleArn: pulumi.Output<string>;
  /** Policies: they must outlive the service, or it hangs in DRAINING. */
  readonly ready: pulumi.Resource[];
}

interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** The two roles of a task: `execution` is what ECS uses to start it, `task` is what the app itself is. */
export function taskRoles(name: string, args: TaskRolesArgs, child: { parent: pulumi.Resource }): TaskRoles {
  const execution = taskRole(`${name}-execution`, args, child);
  const start = new RolePolicy(
    `${name}-execution-policy`,
    {
      name: "start",
      role: execution.name,
      policy: pulumi
        .all([args.logGroupArn, pulumi.all([...args.secretArns])])
        .apply(([logGroupArn, secretArns]) => policyDocument(startStatements(logGroupArn, secretArns, args.images))),
    },
    child,
  );
  const task = taskRole(`${name}-app`, args, child);
  const statements = appStatements(args);
  const app = statements.length
    ? [
        new RolePolicy(
          `${name}-app-policy`,
          { name: "app", role: task.name, policy: policyDocument(statements) },
          child,
        ),
      ]
    : [];
  return { executionRoleArn: execution.arn, taskRoleArn: task.arn, ready: [start, ...app] };
}

function taskRole(name: string, { prefix, accountId }: TaskRolesArgs, child: { parent: pulumi.Resource }): Role {
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: "sts:AssumeRole",
        // Nobody else's ECS may be talked into using this role (the confused deputy).
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  };
  return new Role(
    `${name}-role`,
    { name: physicalName("role", prefix, name), assumeRolePolicy: JSON.stringify(trust) },
    child,
  );
}

function startStatements(logGroupArn: string, secretArns: string[], images: readonly string[]): Statement[] {
  const repositories = images.flatMap(ecrRepositoryArn);
  return [
    { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: [`${logGroupArn}:*`] },
    ...allow(["secretsmanager:GetSecretValue"], [...new Set(secretArns)].sort()),
    ...allow(["ecr:GetAuthorizationToken"], repositories.length ? ["*"] : []),
    ...allow(["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], repositories),
  ];
}

function appStatements({ permissions, exec }: TaskRolesArgs): Statement[] {
  const shell = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
  return [
    ...permissions.flatMap(({ actions, resources }) => allow(actions, resources)),
    ...allow(
      shell.map((action) => `ssmmessages:${action}`),
      exec ? ["*"] : [],
    ),
  ];
}

function allow(actions: readonly string[], resources: readonly string[]): Statement[] {
  return resources.length ? [{ Effect: "Allow", Action: [...actions], Resource: [...resources] }] : [];
}

/** The ARN of a private ECR repository, from `<account>.dkr.ecr.<region>.amazonaws.com/<repository>@…`. */
function ecrRepositoryArn(image: string): string[] {
  const match = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^@:]+)/.exec(image);
  return match ? [`arn:aws:ecr:${match[2]}:${match[1]}:repository/${match[3]}`] : [];
}

function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
