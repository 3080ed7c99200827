import { readImageUri } from "../lib/image-uri.ts";
import { privateEcr, registryOf } from "../lib/registry.ts";
import { isParameter, mayRead, readAction, secretIn, trusts } from "./execution-role.ts";
import { wantsCredentials, whyNotPulled } from "./images.ts";
import type { Rule } from "./model.ts";
import { secretsOf } from "./models/ecs-container.ts";
import { allows } from "./models/iam.ts";
import { LOG_GROUP } from "./models/logs.ts";
import { PARAMETER, SECRET, SECRET_VERSION } from "./models/secret-tokens.ts";
import { object, str } from "./models/values.ts";
import { taskNetworkRules } from "./task-start-network.ts";
import { taskVolumeRules } from "./task-start-volumes.ts";
import type { TaskStart } from "./tasks.ts";

const STOPPED = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html";
const PULL_OR_SECRETS = "ResourceInitializationError: unable to pull secrets or registry auth";
const NOT_AUTHORIZED = "is not authorized to perform";

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

const imagesPulled: Rule<TaskStart> = {
  id: "task-images-there",
  says: "Every image is in its registry under its digest, for the task's platform; a private one has credentials, or is in ECR and the execution role may read it.",
  source: STOPPED,
  refuse({ account, containers, inputs }) {
    const arm = object(inputs, "runtimePlatform").cpuArchitecture === "ARM64";
    const role = str(inputs, "executionRoleArn");
    for (const { name, image, pullSecret } of containers) {
      const why = whyNotPulled(account, image, arm ? "linux/arm64" : "linux/amd64");
      if (why !== undefined) return why;
      if (wantsCredentials(account, image) && pullSecret === undefined)
        return `CannotPullContainerError: pull access denied for ${image}, repository may require authorization: give container "${name}" repositoryCredentials`;
      const denied = ecrReads(image).find(([action, on]) => role === undefined || !allows(account, role, action, on));
      if (denied !== undefined)
        return `${PULL_OR_SECRETS}: AccessDeniedException: ${role ?? "no execution role"} ${NOT_AUTHORIZED}: ${denied[0]} on resource: ${denied[1]}: allow it`;
    }
    return undefined;
  },
};

/** What the execution role must be allowed so that an image of private ECR is pulled; nothing for any other. */
function ecrReads(image: string): readonly (readonly [action: string, on: string])[] {
  const { repository } = readImageUri(image);
  const registry = registryOf(repository);
  const ecr = privateEcr(registry);
  if (ecr === undefined) return [];
  const arn = `arn:aws:ecr:${ecr.region}:${ecr.accountId}:repository/${repository.slice(registry.length + 1)}`;
  return [
    ["ecr:GetAuthorizationToken", "*"],
    ["ecr:BatchGetImage", arn],
    ["ecr:GetDownloadUrlForLayer", arn],
  ];
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
  if (isParameter(secret)) {
    return account.byArn(secret)?.type === PARAMETER
      ? undefined
      : "the parameter does not exist: create it before what reads it";
  }
  if (account.get(SECRET, secret) === undefined) {
    return "Secrets Manager can't find the specified secret: create it before what reads it";
  }
  return account.all(SECRET_VERSION).some(({ outputs }) => outputs.secretId === secret)
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
  ...taskNetworkRules,
  rolesTrusted,
  imagesPulled,
  secretsReadable,
  logGroups,
  ...taskVolumeRules,
];
