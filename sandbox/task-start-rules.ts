import type { Resource, Rule } from "./model.ts";
import type { Container } from "./models/ecs-container.ts";
import { object, objects, str } from "./models/support.ts";
import { token } from "./models/tokens.ts";
import { allows } from "./task-role.ts";
import type { TaskStart } from "./tasks.ts";
import { howToAdd } from "./world.ts";

const CLUSTER = "aws:ecs/cluster:Cluster";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const SECRET = "aws:secretsmanager/secret:Secret";
const SECRET_VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const STOPPED = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html";

const clusterExists: Rule<TaskStart> = {
  id: "task-cluster-exists",
  says: "A task starts in a cluster that exists.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html",
  refuse: ({ account, request: { cluster } }) =>
    (account.byArn(cluster) ?? account.find(CLUSTER, (one) => one.outputs.name === cluster))
      ? undefined
      : `ClusterNotFoundException: cluster ${cluster} does not exist`,
};

const networkExists: Rule<TaskStart> = {
  id: "task-network-exists",
  says: "A task starts in subnets that exist, with security groups of the same VPC.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",
  refuse({ account, request: { subnets, securityGroups } }) {
    if (subnets.length === 0) return "InvalidParameterException: subnets can not be empty";
    const vpcs = new Set<string>();
    for (const id of subnets) {
      const subnet = account.get(token.subnet, id);
      if (!subnet) return `InvalidParameterException: the subnet ID '${id}' does not exist`;
      vpcs.add(str(subnet.inputs, "vpcId") ?? "");
    }
    for (const id of securityGroups) {
      const group = account.get(token.securityGroup, id) ?? account.get(token.defaultSecurityGroup, id);
      if (!group) return `InvalidParameterException: the security group '${id}' does not exist`;
      vpcs.add(str(group.outputs, "vpcId") ?? "");
    }
    return vpcs.size > 1 ? "InvalidParameterException: subnets and security groups are of different VPCs" : undefined;
  },
};

const imageExists: Rule<TaskStart> = {
  id: "task-image-exists",
  says: "Every image is in its registry, for the platform of the task definition; a private one with credentials.",
  source: STOPPED,
  refuse({ account, containers, inputs }) {
    const cpu = str(object(inputs, "runtimePlatform"), "cpuArchitecture") ?? "X86_64";
    const platform = cpu === "ARM64" ? "linux/arm64" : "linux/amd64";
    for (const { name, image, pullSecret } of containers) {
      const [repository = "", digest = ""] = image.split("@");
      const held = account.world.images[repository];
      if (!held?.digests.includes(digest))
        return (
          `CannotPullContainerError: image ${image} of container ${name} is in no registry of the sandbox: ` +
          howToAdd(account.world, "images:", `  ${repository}:`, `    digests: ["${digest || "sha256:…"}"]`)
        );
      if (!held.platforms.includes(platform))
        return `CannotPullContainerError: image ${image} has no manifest for platform ${platform}, only ${held.platforms.join(", ")}`;
      if (held.private && pullSecret === undefined)
        return `CannotPullContainerError: ${repository} is private: container ${name} needs repositoryCredentials (pullSecret)`;
    }
    return undefined;
  },
};

const secretsReadable: Rule<TaskStart> = {
  id: "task-secrets-readable",
  says: "Every secret has a value, and the execution role may read it.",
  source: STOPPED,
  refuse({ account, containers, inputs }) {
    const role = str(inputs, "executionRoleArn");
    for (const container of containers)
      for (const valueFrom of secretsOf(container)) {
        const secret = valueFrom.split(":").slice(0, 7).join(":");
        const given = account.world.existingSecrets.some(({ arn }) => arn === secret);
        if (!given && !hasValue(account.byArn(secret), (type) => account.all(type)))
          return `ResourceInitializationError: secret ${valueFrom} of container ${container.name} does not exist or has no value`;
        if (role === undefined || !allows(account, role, "secretsmanager:GetSecretValue", secret))
          return (
            `ResourceInitializationError: AccessDeniedException: ${role ?? "no execution role"} is not authorized to perform ` +
            `secretsmanager:GetSecretValue on ${secret} (container ${container.name})`
          );
      }
    return undefined;
  },
};

const logGroupExists: Rule<TaskStart> = {
  id: "task-log-group-exists",
  says: "Every log group exists, and the execution role may write to it.",
  source: STOPPED,
  refuse({ account, containers, inputs }) {
    const role = str(inputs, "executionRoleArn");
    for (const { name, log } of containers) {
      const logGroup = log?.driver === "awslogs" ? str(log.options, "awslogs-group") : undefined;
      if (logGroup === undefined) continue;
      const group = account.find(LOG_GROUP, (one) => one.outputs.name === logGroup);
      if (!group)
        return `ResourceInitializationError: ResourceNotFoundException: the log group ${logGroup} of container ${name} does not exist`;
      const stream = `${str(group.outputs, "arn") ?? ""}:log-stream:any`;
      if (role === undefined || !allows(account, role, "logs:CreateLogStream", stream))
        return `ResourceInitializationError: AccessDeniedException: ${role ?? "no execution role"} is not authorized to perform logs:CreateLogStream on ${logGroup}`;
    }
    return undefined;
  },
};

const reachesRegistry: Rule<TaskStart> = {
  id: "task-reaches-its-images",
  says: "A task reaches the registry of its images: through a public address, a NAT gateway, or endpoints of private ECR.",
  source: STOPPED,
  refuse({ account, containers, request, place }) {
    const allEcr = containers.every(({ image }) => /^\d{12}\.dkr\.ecr\./.test(image));
    for (const id of request.subnets) {
      const way = defaultRoute(account.get(token.subnet, id), (type) => account.all(type));
      const out = way === "nat" || (way === "internet" && request.assignPublicIp === true);
      if (out || (allEcr && hasEcrEndpoints())) continue;
      return `CannotPullContainerError: i/o timeout: subnet ${id} has no way to the registry: give it a NAT gateway, or a public address in a public subnet`;
    }
    return undefined;

    function hasEcrEndpoints(): boolean {
      const names = account.all(token.vpcEndpoint).map((one) => str(one.inputs, "serviceName"));
      const { region } = place;
      return ["ecr.api", "ecr.dkr", "s3"].every((service) => names.includes(`com.amazonaws.${region}.${service}`));
    }
  },
};

/** What ECS and Fargate check when a task starts, in their order. */
export const taskStartRules: readonly Rule<TaskStart>[] = [
  clusterExists,
  networkExists,
  reachesRegistry,
  imageExists,
  secretsReadable,
  logGroupExists,
];

function secretsOf({ pullSecret, secrets }: Container): readonly string[] {
  const values = secrets.map((secret) => secret.value);
  return (pullSecret === undefined ? values : [pullSecret, ...values]).filter((from) =>
    from.includes(":secretsmanager:"),
  );
}

function hasValue(secret: Resource | undefined, all: (type: string) => readonly Resource[]): boolean {
  if (secret?.type !== SECRET) return secret !== undefined;
  return all(SECRET_VERSION).some((version) => version.inputs.secretId === secret.id);
}

/** Where a subnet's traffic to everywhere goes. */
function defaultRoute(
  subnet: Resource | undefined,
  all: (type: string) => readonly Resource[],
): "nat" | "internet" | undefined {
  const table = all(token.routeTableAssociation).find((one) => one.inputs.subnetId === subnet?.id)?.inputs.routeTableId;
  const inline = all(token.routeTable)
    .filter(({ id }) => id === table)
    .flatMap(({ inputs }) => objects(inputs, "routes"))
    .filter((route) => route.cidrBlock === "0.0.0.0/0");
  const routes = all(token.route)
    .filter(({ inputs }) => inputs.routeTableId === table && inputs.destinationCidrBlock === "0.0.0.0/0")
    .map(({ inputs }) => inputs);
  const [route] = [...routes, ...inline];
  if (!route) return undefined;
  if (str(route, "natGatewayId")) return "nat";
  return str(route, "gatewayId") ? "internet" : undefined;
}
