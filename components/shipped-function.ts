import { EventRule } from "@pulumi/aws/cloudwatch/eventRule.js";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget.js";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { mapValues } from "../lib/records.ts";
import { serviceRole } from "./service-role.ts";
import type { TaskPlace } from "./task-args.ts";
import type { taskFirewall } from "./task-firewall.ts";

/** What a function is made of: paths in its archive by where they are in the project. */
export interface FunctionCode {
  readonly files: Readonly<Record<string, string>>;
  readonly folders: Readonly<Record<string, string>>;
}

/** One statement of an IAM policy that allows something. */
export interface Allowed {
  readonly actions: readonly string[];
  readonly resources: readonly pulumi.Input<string>[];
  /** Operator, key, value. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface ShippedFunctionArgs {
  readonly place: Pick<TaskPlace, "prefix" | "accountId" | "region" | "logRetentionDays">;
  readonly description: string;
  readonly code: FunctionCode;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** What it may do beyond writing to its own log. */
  readonly may: readonly Allowed[];
  /** Subnets and firewall, for one that works inside the network. @default outside of it, with the internet */
  readonly inside?: {
    readonly subnetIds: readonly pulumi.Input<string>[];
    readonly firewall: ReturnType<typeof taskFirewall>;
  };
  /** What must be there before it runs. */
  readonly after?: readonly pulumi.Resource[];
}

type Child = { parent: pulumi.Resource };

/** What Lambda needs to put a function into subnets: these know no resource. */
const networkInterfaces = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/** A function of `functions/` on Lambda, with a log of its own and a role that may do what is said and nothing else. */
export function shippedFunction(name: string, args: ShippedFunctionArgs, child: Child): LambdaFunction {
  const { prefix, logRetentionDays } = args.place;
  const log = new LogGroup(
    `${name}-log`,
    { name: physicalName("logGroup", prefix, name), retentionInDays: logRetentionDays },
    child,
  );
  const functionName = physicalName("function", prefix, name);
  const { role, policy } = functionRole(name, functionName, log, args, child);
  const { inside } = args;
  return new LambdaFunction(
    `${name}-function`,
    {
      name: functionName,
      description: args.description,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: new pulumi.asset.AssetArchive({
        ...mapValues(args.code.files, (path) => new pulumi.asset.FileAsset(path)),
        ...mapValues(args.code.folders, (path) => new pulumi.asset.FileArchive(path)),
      }),
      memorySize: 256,
      timeout: args.timeoutSeconds,
      role: role.arn,
      ...(inside && {
        vpcConfig: { subnetIds: [...inside.subnetIds], securityGroupIds: [inside.firewall.id] },
        // AWS keeps network interfaces of a function for up to 45 minutes; this frees the security group at once.
        replaceSecurityGroupsOnDestroy: true,
      }),
      loggingConfig: { logFormat: "Text", logGroup: log.name },
      environment: { variables: { ...args.environment } },
    },
    { ...child, dependsOn: [policy, ...(inside?.firewall.ready ?? []), ...(args.after ?? [])] },
  );
}

function functionRole(
  name: string,
  functionName: string,
  log: LogGroup,
  { place: { prefix, accountId, region }, may, inside }: ShippedFunctionArgs,
  child: Child,
): { role: Role; policy: RolePolicy } {
  const role = serviceRole(name, { prefix, service: "lambda" }, child);
  const functionArn = `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
  const network = inside ? inSubnets(functionArn) : [];
  const allowed = may.map(({ actions, resources, condition }) =>
    pulumi.all([...resources]).apply((known) => ({
      Effect: "Allow",
      Action: actions,
      Resource: known,
      ...(condition && { Condition: condition }),
    })),
  );
  const policy = new RolePolicy(
    `${name}-policy`,
    {
      name: "function",
      role: role.name,
      policy: pulumi.all([log.arn, pulumi.all(allowed)]).apply(([logGroupArn, own]) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroupArn}:*` },
            ...own,
            ...network,
          ],
        }),
      ),
    },
    child,
  );
  return { role, policy };
}

function inSubnets(functionArn: string) {
  return [
    { Effect: "Allow", Action: networkInterfaces, Resource: "*" },
    {
      // Lambda itself may, the code that runs in it may not:
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
      Effect: "Deny",
      Action: networkInterfaces,
      Resource: "*",
      Condition: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
    },
  ];
}

/** When EventBridge starts a function: by the clock, or when something happens. */
type Trigger = { readonly schedule: string } | { readonly event: object };

export interface StartedByArgs {
  readonly prefix: string;
  readonly description: string;
  readonly when: Trigger;
  /** JSON that the function is given instead of the event. @default the event */
  readonly input?: pulumi.Input<string>;
}

/** An EventBridge rule that starts a function; its physical name follows from `name`. */
export function startedBy(name: string, args: StartedByArgs, code: LambdaFunction, child: Child): EventRule {
  const { when } = args;
  const rule = new EventRule(
    `${name}-rule`,
    {
      name: physicalName("eventRule", args.prefix, name),
      description: args.description,
      ...("schedule" in when ? { scheduleExpression: when.schedule } : { eventPattern: JSON.stringify(when.event) }),
    },
    child,
  );
  const permission = new Permission(
    `${name}-may-start`,
    {
      action: "lambda:InvokeFunction",
      function: code.name,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    },
    child,
  );
  new EventTarget(
    `${name}-start`,
    {
      rule: rule.name,
      targetId: "function",
      arn: code.arn,
      ...(args.input !== undefined && { input: args.input }),
    },
    { ...child, dependsOn: [permission] },
  );
  return rule;
}
