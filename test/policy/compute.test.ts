import { computeRules } from "../../policy/rules/compute.ts";
import { resource, testRules } from "../support/policy-cases.ts";

type Inputs = Record<string, unknown>;

const definitionType = "aws:ecs/taskDefinition:TaskDefinition";
const task = (container: Inputs, own: Inputs = {}) => [
  resource(definitionType, { containerDefinitions: JSON.stringify([{ name: "app", ...container }]), ...own }),
];
const windows = { runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" } };
const variable = (name: string, value: string) => task({ environment: [{ name, value }] });
const image = (name: string) => task({ image: name });
const volume = (transitEncryption?: string) =>
  task({}, { volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: "fs-1", transitEncryption } }] });
const roles = (executionRoleArn: string, taskRoleArn?: string) =>
  task({}, { executionRoleArn, ...(taskRoleArn && { taskRoleArn }) });

const service = (inputs: Inputs) => [resource("aws:ecs/service:Service", inputs)];
const breaker = (enable: boolean, rollback: boolean) => service({ deploymentCircuitBreaker: { enable, rollback } });
const subnets = (...ids: string[]) => service({ networkConfiguration: { subnets: ids } });
/** Something in subnets that the program declares, too. */
function inZones(type: string, input: string, key: string, ...zones: string[]) {
  const declared = zones.map((availabilityZone, at) =>
    resource("aws:ec2/subnet:Subnet", { availabilityZone }, { name: `${at}` }),
  );
  const ids = declared.map(({ name }) => name);
  return [...declared, resource(type, { [input]: { [key]: ids } }, { references: { [input]: declared } })];
}

const schedule = (target: Inputs) => [resource("aws:scheduler/schedule:Schedule", { target })];
const cluster = (value: string) => [
  resource("aws:ecs/cluster:Cluster", { settings: [{ name: "containerInsights", value }] }),
];

const lambda = (inputs: Inputs) => [resource("aws:lambda/function:Function", inputs)];
const variables = (given: Inputs) => lambda({ environment: { variables: given } });
const permission = (inputs: Inputs) => [resource("aws:lambda/permission:Permission", inputs)];
const functionUrl = (authorizationType: string) => [
  resource("aws:lambda/functionUrl:FunctionUrl", { authorizationType }),
];

const digest = `registry.example.com/app@sha256:${"a".repeat(64)}`;

describe("the rules of tasks, services and functions", () => {
  testRules(computeRules, {
    "task-not-privileged": {
      holds: {
        "the default": task({}),
        "a capability that reads a neighbour's memory in the same task": task({
          linuxParameters: { capabilities: { add: ["SYS_PTRACE"] } },
        }),
      },
      breaks: {
        "a container that is": [task({ privileged: true }), "container app is privileged"],
        "one that says so in capitals, as the provider takes it, too": [
          task({ Privileged: true, LinuxParameters: { Capabilities: { Add: ["SYS_ADMIN"] } } }),
          "container app is privileged",
          "container app has a capability that administers the machine",
        ],
        "a container with the most of it": [
          task({ linuxParameters: { capabilities: { add: ["SYS_ADMIN"] } } }),
          "container app has a capability that administers the machine",
        ],
      },
    },
    "task-root-read-only": {
      holds: {
        "a root that is": task({ readonlyRootFilesystem: true }),
        "Windows, which has no such thing": task({}, windows),
      },
      breaks: { "the default": [task({}), "container app may write to its root file system"] },
    },
    "task-user-not-root": {
      holds: {
        "the image's user": task({}),
        "another user": task({ user: "1000:0" }),
        Windows: task({ user: "root" }, windows),
      },
      breaks: {
        "root by name": [task({ user: "root" }), "container app runs as root"],
        "root by number, with a group": [task({ user: "0:1000" }), "container app runs as root"],
      },
    },
    "task-apart-from-host": {
      holds: { "a network of its own": task({}, { networkMode: "awsvpc", pidMode: "task" }) },
      breaks: {
        "everything of the machine": [
          task({}, { networkMode: "host", pidMode: "host", ipcMode: "host" }),
          "networkMode is host",
          "pidMode is host",
          "ipcMode is host",
        ],
      },
    },
    "task-logs": {
      holds: { "a log": task({ logConfiguration: { logDriver: "awslogs" } }) },
      breaks: { "no log": [task({ logConfiguration: {} }), "container app has no log"] },
    },
    "task-secrets-by-reference": {
      holds: {
        "a reference, and a plain value": task({
          secrets: [{ name: "DB_PASSWORD", valueFrom: "arn" }],
          environment: [{ name: "LOG_LEVEL", value: "info" }],
        }),
      },
      breaks: {
        "a password": [variable("DB_PASSWORD", "hunter22"), "DB_PASSWORD of container app looks like a password"],
        "one whose name is spelt otherwise": [
          task({
            environment: ["db_password", "dbPassword", "db.password"].map((name) => ({ name, value: "hunter22" })),
          }),
          "db_password of container app looks like a password",
          "dbPassword of container app looks like a password",
          "db.password of container app looks like a password",
        ],
        "what cannot be read": [
          [resource(definitionType, { containerDefinitions: "[{" })],
          "its container definitions are no JSON, and cannot be judged",
        ],
        "a URL with one": [
          variable("STORE", "postgres://app:hunter22@db/app"),
          "STORE of container app looks like a URL with a password",
        ],
        "a key of AWS": [
          variable("AWS_ACCESS_KEY_ID", "x"),
          "AWS_ACCESS_KEY_ID of container app looks like a credential of AWS",
        ],
        "a text that is a secret as a whole": [
          [resource(definitionType, { containerDefinitions: { secret: true } })],
          "a secret is part of its container definitions",
        ],
      },
    },
    "task-image-by-digest": {
      holds: { "a digest": image(digest), "a digest beside a tag": image(digest.replace("@", ":1.2@")) },
      breaks: {
        "a tag": [image("registry.example.com/app:1.2"), "container app names its image by a tag"],
        "nothing, which is latest": [image("nginx"), "container app names its image by a tag"],
      },
    },
    "task-roles-apart": {
      holds: { "two roles": roles("arn:start", "arn:app"), "an app without one": roles("arn:start") },
      breaks: { "one role": [roles("arn:both", "arn:both"), "executionRoleArn and taskRoleArn are the same role"] },
    },
    "task-volume-over-tls": {
      holds: {
        TLS: volume("ENABLED"),
        "a volume of the task's own disk": task({}, { volumes: [{ name: "scratch" }] }),
      },
      breaks: { "the default": [volume(), "volume files is reached without TLS"] },
    },
    "service-without-public-address": {
      holds: {
        "the default": service({}),
        "a service that says no": service({ networkConfiguration: { assignPublicIp: false } }),
      },
      breaks: {
        "a service": [service({ networkConfiguration: { assignPublicIp: true } }), "assignPublicIp is on"],
        "a schedule": [
          schedule({ ecsParameters: { networkConfiguration: { assignPublicIp: true } } }),
          "assignPublicIp is on",
        ],
      },
    },
    "service-on-latest-platform": {
      holds: {
        "the default": service({}),
        LATEST: service({ platformVersion: "LATEST" }),
        "what that is": service({ platformVersion: "1.4.0" }),
      },
      breaks: { "an older one": [service({ platformVersion: "1.3.0" }), "platformVersion is 1.3.0"] },
    },
    "service-circuit-breaker": {
      holds: {
        "one that takes back": breaker(true, true),
        "deployments of somebody else": service({ deploymentController: { type: "CODE_DEPLOY" } }),
      },
      breaks: {
        "one that only stops": [
          breaker(true, false),
          "deploymentCircuitBreaker does not take a failed deployment back",
        ],
        "the default": [service({}), "deploymentCircuitBreaker does not take a failed deployment back"],
      },
    },
    "service-waited-for": {
      holds: { "an update that waits": service({ waitForSteadyState: true }) },
      breaks: { "the default": [service({}), "waitForSteadyState is off"] },
    },
    "service-rollback-alarms": {
      holds: { "an alarm": service({ alarms: { alarmNames: ["errors"], enable: true, rollback: true } }) },
      breaks: {
        "alarms that take nothing back": [
          service({ alarms: { alarmNames: ["errors"], enable: true, rollback: false } }),
          "no alarm takes a deployment back",
        ],
        "an empty list": [
          service({ alarms: { alarmNames: [], enable: true, rollback: true } }),
          "no alarm takes a deployment back",
        ],
      },
    },
    "service-exec-off": {
      holds: { "the default": service({}) },
      breaks: { "a shell": [service({ enableExecuteCommand: true }), "enableExecuteCommand is on"] },
    },
    "service-spans-zones": {
      holds: { "two subnets": subnets("a", "b"), "the network of its machines": service({}) },
      breaks: {
        "one subnet": [subnets("a"), "its subnets are of one zone"],
        "two of one zone": [
          inZones("aws:ecs/service:Service", "networkConfiguration", "subnets", "1a", "1a"),
          "its subnets are of one zone",
        ],
      },
    },
    "service-capacity-providers": {
      holds: {
        "a strategy": service({ capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }] }),
        "machines elsewhere": service({ launchType: "EXTERNAL" }),
      },
      breaks: {
        "a launch type": [service({ launchType: "FARGATE" }), "it has launchType FARGATE"],
        "the default": [service({}), "it has launchType EC2, as nothing is said"],
      },
    },
    "cluster-insights": {
      holds: { "with or without more": [...cluster("enhanced"), ...cluster("enabled")] },
      breaks: {
        "a cluster that says no": [cluster("disabled"), "containerInsights is disabled"],
        "the default": [[resource("aws:ecs/cluster:Cluster", {})], "containerInsights is left out"],
      },
    },
    "function-runtime-supported": {
      holds: { "one of today": lambda({ runtime: "nodejs24.x" }), "an image": lambda({ packageType: "Image" }) },
      breaks: {
        "one of yesterday": [lambda({ runtime: "nodejs20.x" }), "runtime is nodejs20.x"],
        none: [lambda({}), "runtime is undefined"],
      },
    },
    "function-not-public": {
      holds: {
        "a service for one source": permission({
          principal: "events.amazonaws.com",
          sourceArn: "arn:aws:events:eu-west-1:1:rule/nightly",
        }),
        "another account": permission({ principal: "111111111111" }),
        "a URL that asks who": functionUrl("AWS_IAM"),
      },
      breaks: {
        everybody: [permission({ principal: "*" }), "principal * may call it for whatever source"],
        "a service for every bucket of the world": [
          permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::*" }),
          "principal s3.amazonaws.com may call it for whatever source",
        ],
        "everybody's buckets": [
          permission({ principal: "s3.amazonaws.com" }),
          "principal s3.amazonaws.com may call it for whatever source",
        ],
        "an open URL": [functionUrl("NONE"), "its URL asks nobody who they are"],
      },
    },
    "function-secrets-by-reference": {
      holds: {
        "an ARN": variables({ SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:1:secret:x" }),
        nothing: lambda({}),
      },
      breaks: {
        "a password": [variables({ DB_PASSWORD: "hunter22" }), "variable DB_PASSWORD looks like a password"],
        "one whose name is spelt otherwise": [
          variables({ dbPassword: "hunter22" }),
          "variable dbPassword looks like a password",
        ],
        "a secret of Pulumi": [variables({ SETTINGS: { secret: true } }), "variable SETTINGS looks like a secret"],
      },
    },
    "function-spans-zones": {
      holds: {
        "two subnets": lambda({ vpcConfig: { subnetIds: ["a", "b"] } }),
        "two of two zones": inZones("aws:lambda/function:Function", "vpcConfig", "subnetIds", "1a", "1b"),
        "no VPC": lambda({}),
      },
      breaks: {
        "one subnet": [lambda({ vpcConfig: { subnetIds: ["a"] } }), "its subnets are of one zone"],
        "two of one zone": [
          inZones("aws:lambda/function:Function", "vpcConfig", "subnetIds", "1a", "1a"),
          "its subnets are of one zone",
        ],
      },
    },
    "schedule-dead-letters": {
      holds: { "a queue": schedule({ deadLetterConfig: { arn: "arn" } }) },
      breaks: { none: [schedule({}), "what it cannot start is lost"] },
    },
  });
});
