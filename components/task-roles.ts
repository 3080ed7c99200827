import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { serviceRole } from "./service-role.ts";

export interface TaskRolesArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly accountId: string;
  readonly logGroupArn: pulumi.Input<string>;
  /** ARNs of the secrets that ECS reads for this task, and nobody else's. */
  readonly secretArns: readonly pulumi.Input<string>[];
  /** Repositories of the images, without tag and digest or with them. */
  readonly images: readonly string[];
  /** Repositories that ECR fills while they are pulled from. */
  readonly pulledThrough: readonly string[];
  /** What the app itself may call. */
  readonly permissions: readonly Permission[];
  /** Log of what happens in a shell in a running task. Absent: none may be opened. */
  readonly shellLogArn?: string;
}

/** Calls to AWS that a task may make. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly pulumi.Input<string>[];
  /** Values of condition keys, each exactly so. */
  readonly where?: Readonly<Record<string, pulumi.Input<string>>>;
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
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> };
}

/** The two roles of a task: `execution` is what ECS uses to start it, `task` is what the app itself is. */
export function taskRoles(name: string, args: TaskRolesArgs, child: { parent: pulumi.Resource }): TaskRoles {
  const { prefix, accountId } = args;
  const roleOf = (of: string) => serviceRole(`${name}-${of}`, { prefix, service: "ecs-tasks", accountId }, child);
  const execution = roleOf("execution");
  const start = new RolePolicy(
    `${name}-execution-policy`,
    {
      name: "start",
      role: execution.name,
      policy: pulumi
        .all([args.logGroupArn, pulumi.all([...args.secretArns])])
        .apply(([logGroupArn, secretArns]) => policyDocument(startStatements(logGroupArn, secretArns, args))),
    },
    child,
  );
  const task = roleOf("app");
  const mayCallSomething = args.permissions.length > 0 || args.shellLogArn !== undefined;
  const policy = pulumi.all(args.permissions.map(known)).apply((all) => policyDocument(appStatements(all, args)));
  const app = mayCallSomething
    ? [new RolePolicy(`${name}-app-policy`, { name: "app", role: task.name, policy }, child)]
    : [];
  return { executionRoleArn: execution.arn, taskRoleArn: task.arn, ready: [start, ...app] };
}

function startStatements(
  logGroupArn: string,
  secretArns: readonly string[],
  { images, pulledThrough }: TaskRolesArgs,
): Statement[] {
  const repositories = repositoryArns(images);
  return [
    { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: [`${logGroupArn}:*`] },
    ...allow(["secretsmanager:GetSecretValue"], [...new Set(secretArns)].sort()),
    ...allow(["ecr:GetAuthorizationToken"], repositories.length ? ["*"] : []),
    ...allow(["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], repositories),
    // Layers that ECR has not fetched yet come with the pull.
    ...allow(["ecr:BatchImportUpstreamImage"], repositoryArns(pulledThrough)),
  ];
}

/** A permission whose outputs are known. */
interface KnownPermission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly where?: Readonly<Record<string, string>> | undefined;
}

function known({ actions, resources, where }: Permission): pulumi.Output<KnownPermission> {
  return pulumi
    .all([pulumi.all([...resources]), where && pulumi.all(where)])
    .apply(([arns, conditions]) => ({ actions, resources: arns, where: conditions }));
}

function appStatements(permissions: readonly KnownPermission[], { shellLogArn }: TaskRolesArgs): Statement[] {
  return [
    ...permissions.flatMap(({ actions, resources, where }) =>
      allow(actions, resources).map((statement) =>
        where ? { ...statement, Condition: { StringEquals: where } } : statement,
      ),
    ),
    ...(shellLogArn === undefined ? [] : shellStatements(shellLogArn)),
  ];
}

/** The agent opens a channel, finds the log, and writes into it; the channels and the finding have no resource to name. */
function shellStatements(logArn: string): Statement[] {
  const channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
  return [
    ...allow([...channels.map((action) => `ssmmessages:${action}`), "logs:DescribeLogGroups"], ["*"]),
    ...allow(["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], [`${logArn}:*`]),
  ];
}

function allow(actions: readonly string[], resources: readonly string[]): Statement[] {
  return resources.length ? [{ Effect: "Allow", Action: [...actions], Resource: [...resources] }] : [];
}

function repositoryArns(images: readonly string[]): string[] {
  return [...new Set(images.flatMap(ecrRepositoryArn))].sort();
}

/** The ARN of a private ECR repository, from `<account>.dkr.ecr.<region>.amazonaws.com/<repository>@…`. */
function ecrRepositoryArn(image: string): string[] {
  const match = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^@:]+)/.exec(image);
  return match ? [`arn:aws:ecr:${match[2]}:${match[1]}:repository/${match[3]}`] : [];
}

function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
