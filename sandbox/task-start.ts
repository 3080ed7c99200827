import { isParameter, mayRead, readAction, secretIn, trusts } from "./execution-role.ts";
import { isPrivateEcr, wantsCredentials, whyNotPulled } from "./images.ts";
import type { Rule } from "./model.ts";
import { CLUSTER } from "./models/ecs-cluster.ts";
import type { Container } from "./models/ecs-container.ts";
import { allows } from "./models/iam.ts";
import { LOG_GROUP } from "./models/logs.ts";
import { type Egress, egressOf } from "./models/network.ts";
import { PARAMETER, SECRET_VERSION } from "./models/secret-tokens.ts";
import { num, object, str } from "./models/support.ts";
import { token } from "./models/tokens.ts";
import type { TaskStart } from "./tasks.ts";

const STOPPED = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html";
const RUN_TASK = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html";
const NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html";
const PULL_OR_SECRETS = "ResourceInitializationError: unable to pull secrets or registry auth";
const NOT_AUTHORIZED = "is not authorized to perform";
const HTTPS = 443;

const clusterExists: Rule<TaskStart> = {
  id: "task-cluster-exists",
  says: "A task starts in a cluster that exists.",
  source: RUN_TASK,
  refuse: ({ account, request: { cluster } }) =>
    (account.get(CLUSTER, cluster) ?? account.find(CLUSTER, (one) => one.outputs.name === cluster))
      ? undefined
      : `ClusterNotFoundException: Cluster not found. "${cluster}" does not exist: create it first`,
};

const networkExists: Rule<TaskStart> = {
  id: "task-network-exists",
  says: "A task starts in subnets that exist, with security groups of the same VPC.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",
  refuse({ account, request: { subnets, securityGroups } }) {
    if (subnets.length === 0) return "InvalidParameterException: subnets can not be empty: name at least one";
    const vpcs = new Set<unknown>();
    for (const id of subnets) {
      const subnet = account.get(token.subnet, id);
      if (subnet === undefined)
        return `InvalidParameterException: Error retrieving subnet information for [${id}]: The subnet ID '${id}' does not exist`;
      vpcs.add(subnet.outputs.vpcId);
    }
    for (const id of securityGroups) {
      const group = account.get(token.securityGroup, id) ?? account.get(token.defaultSecurityGroup, id);
      if (group === undefined)
        return `InvalidParameterException: Error retrieving security group information for [${id}]: The security group '${id}' does not exist`;
      vpcs.add(group.outputs.vpcId);
    }
    return vpcs.size > 1
      ? `InvalidParameterException: subnets and security groups are of different VPCs (${[...vpcs].join(", ")}): take all from one`
      : undefined;
  },
};

const rolesTrusted: Rule<TaskStart> = {
  id: "task-roles-trusted",
  says: "The roles of a task trust `ecs-tasks.amazonaws.com`.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
  refuse({ account, inputs }) {
    const roles = [str(inputs, "executionRoleArn"), str(inputs, "taskRoleArn")].filter((role) => role !== undefined);
    const wrong = roles.find((role) => !trusts(account, role, "ecs-tasks.amazonaws.com"));
    return wrong === undefined
      ? undefined
      : `ECS was unable to assume the role '${wrong}' that was provided for this task. ` +
          "Let its trust policy allow sts:AssumeRole to ecs-tasks.amazonaws.com";
  },
};

/** Services of AWS that a task talks to before its containers run. */
function servicesBefore(containers: readonly Container[]): readonly string[] {
  const secrets = containers.flatMap((container) => secretsOf(container));
  const logs = containers.some(({ log }) => log?.driver === "awslogs");
  const ecr = containers.some(({ image }) => isPrivateEcr(image));
  return [
    ...(ecr ? ["ecr.api", "ecr.dkr", "s3"] : []),
    ...(secrets.some((secret) => !isParameter(secret)) ? ["secretsmanager"] : []),
    ...(secrets.some(isParameter) ? ["ssm"] : []),
    ...(logs ? ["logs"] : []),
  ];
}

const reachesItsServices: Rule<TaskStart> = {
  id: "task-reaches-its-images",
  says:
    "A task reaches its images, secrets and logs from each of its subnets: through a NAT gateway, a public address in a " +
    "public subnet, or endpoints and private ECR.",
  source: NETWORKING,
  refuse({ account, containers, request: { subnets, assignPublicIp } }) {
    const outside = containers.find(({ image }) => !isPrivateEcr(image));
    const services = servicesBefore(containers);
    return subnets
      .map((subnet) => refuseEgress(subnet, egressOf(subnet, account), { outside, services, assignPublicIp }))
      .find((refusal) => refusal !== undefined);
  },
};

interface Needs {
  /** A container whose image is in no private registry of ECR. */
  readonly outside: Container | undefined;
  readonly services: readonly string[];
  readonly assignPublicIp: boolean | undefined;
}

function refuseEgress(
  subnet: string,
  egress: Egress,
  { outside, services, assignPublicIp }: Needs,
): string | undefined {
  if (egress === "nat") return undefined;
  if (egress === "internet") {
    return assignPublicIp === true
      ? undefined
      : `CannotPullContainerError: dial tcp: i/o timeout: subnet ${subnet} is public and the task has no public address: ` +
          "set assignPublicIp, or run it in a private subnet with a NAT gateway";
  }
  if (outside !== undefined) {
    return (
      `CannotPullContainerError: failed to resolve ref ${outside.image}: dial tcp: i/o timeout: subnet ${subnet} has no way to the internet: ` +
      "give it a NAT gateway, or hold the image in private ECR with endpoints"
    );
  }
  const missing = services.find((service) => !egress.endpoints.includes(service));
  return missing === undefined
    ? undefined
    : `${PULL_OR_SECRETS}: There is a connection issue between the task and ${missing}. Check your task network configuration. ` +
        `Subnet ${subnet} has no NAT gateway and no endpoint for ${missing}: add one of them`;
}

const groupsLetOut: Rule<TaskStart> = {
  id: "task-groups-let-out",
  says: "The security groups of a task let it out on port 443.",
  source: NETWORKING,
  refuse({ account, request: { securityGroups } }) {
    const open = account
      .all(token.egressRule)
      .filter(({ outputs }) => securityGroups.includes(str(outputs, "securityGroupId") ?? ""))
      .some(({ outputs }) => {
        const everything = outputs.ipProtocol === "-1";
        const [from, to] = [num(outputs, "fromPort") ?? 0, num(outputs, "toPort") ?? 0];
        return everything || (outputs.ipProtocol === "tcp" && from <= HTTPS && to >= HTTPS);
      });
    return open || securityGroups.length === 0
      ? undefined
      : `CannotPullContainerError: dial tcp: i/o timeout: no egress rule of ${securityGroups.join(", ")} allows port ${HTTPS}: ` +
          "add one, and let what starts tasks depend on it";
  },
};

const imagesPulled: Rule<TaskStart> = {
  id: "task-images-there",
  says: "Every image is in its registry under its digest, for the task's platform; a private one has credentials, or is in ECR and the execution role may read it.",
  source: STOPPED,
  refuse({ account, containers, inputs }) {
    const arm = object(inputs, "runtimePlatform").cpuArchitecture === "ARM64";
    const role = str(inputs, "executionRoleArn");
    for (const { name, image, pullSecret } of containers) {
      const why = whyNotPulled(account.world, image, arm ? "linux/arm64" : "linux/amd64");
      if (why !== undefined) return why;
      if (wantsCredentials(account.world, image) && pullSecret === undefined)
        return `CannotPullContainerError: pull access denied for ${image}, repository may require authorization: give container "${name}" repositoryCredentials`;
      if (isPrivateEcr(image) && (role === undefined || !allows(account, role, "ecr:GetAuthorizationToken", "*")))
        return `${PULL_OR_SECRETS}: AccessDeniedException: ${role ?? "no execution role"} ${NOT_AUTHORIZED}: ecr:GetAuthorizationToken: allow it`;
    }
    return undefined;
  },
};

/** What a container reads before it starts: its registry's credentials and its secrets. */
function secretsOf({ pullSecret, secrets }: Container): readonly string[] {
  return [...(pullSecret === undefined ? [] : [pullSecret]), ...secrets.map(({ value }) => value)];
}

const secretsReadable: Rule<TaskStart> = {
  id: "task-secrets-readable",
  says: "Every secret exists with a value, and the execution role may read exactly it.",
  source: STOPPED,
  refuse({ account, containers, inputs }) {
    const role = str(inputs, "executionRoleArn");
    for (const valueFrom of containers.flatMap(secretsOf)) {
      const secret = secretIn(valueFrom);
      const [store, reader] = isParameter(valueFrom) ? ["ssm", "Parameter Store"] : ["asm", "secrets manager"];
      const start = `${PULL_OR_SECRETS}: execution resource retrieval failed: unable to retrieve secret from ${store}: failed to fetch secret ${secret} from ${reader}`;
      const missing = whyNoValue(account, secret);
      if (missing !== undefined) return `${start}: ResourceNotFoundException: ${missing}`;
      if (!mayRead(account, role, valueFrom))
        return (
          `${start}: AccessDeniedException: ${role ?? "no execution role"} ${NOT_AUTHORIZED}: ${readAction(valueFrom)} on resource: ${secret} ` +
          `because no identity-based policy allows the ${readAction(valueFrom)} action: allow it in the policy of that role`
        );
    }
    return undefined;
  },
};

function whyNoValue(account: TaskStart["account"], secret: string): string | undefined {
  if (account.world.existingSecrets.some(({ arn }) => arn === secret)) return undefined;
  const found = account.byArn(secret);
  if (found === undefined) return `Secrets Manager can't find the specified secret: create it before what reads it`;
  if (found.type === PARAMETER) return undefined;
  return account.all(SECRET_VERSION).some(({ outputs }) => outputs.secretId === found.id)
    ? undefined
    : "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT: give the secret a SecretVersion";
}

const logGroups: Rule<TaskStart> = {
  id: "task-log-group-there",
  says: "Every log group exists, and the execution role may write to it.",
  source: STOPPED,
  refuse({ account, containers, inputs }) {
    const role = str(inputs, "executionRoleArn");
    const start =
      "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream";
    for (const { log } of containers.filter((container) => container.log?.driver === "awslogs")) {
      const name = str(log?.options ?? {}, "awslogs-group") ?? "";
      const group = account.get(LOG_GROUP, name);
      if (group === undefined)
        return `${start}: ResourceNotFoundException: The specified log group does not exist: "${name}": create it before the task starts`;
      const stream = `${str(group.outputs, "arn")}:log-stream:*`;
      const denied = ["logs:CreateLogStream", "logs:PutLogEvents"].find(
        (action) => role === undefined || !allows(account, role, action, stream),
      );
      if (denied !== undefined)
        return `${start}: AccessDeniedException: ${role ?? "no execution role"} ${NOT_AUTHORIZED}: ${denied} on resource: ${stream}: allow it in the policy of that role`;
    }
    return undefined;
  },
};

/** What ECS and Fargate check when a task starts, in about their order. */
export const taskStartRules: readonly Rule<TaskStart>[] = [
  clusterExists,
  networkExists,
  rolesTrusted,
  reachesItsServices,
  groupsLetOut,
  imagesPulled,
  secretsReadable,
  logGroups,
];
