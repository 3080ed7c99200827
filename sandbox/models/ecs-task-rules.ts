import type { InAccount, Rule, Values } from "../model.ts";
import { containersOf } from "./ecs-container.ts";
import { fargateMemories, onFargate } from "./fargate.ts";
import { nameShape } from "./limits.ts";
import { num, object, str } from "./values.ts";

const REGISTER = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html";
const TASK_SIZES = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html";
const QUOTAS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html";

const MAX_BYTES = 64 * 1024;

const fargatePair: Rule<Values> = {
  id: "task-definition-fargate-pair",
  says: "CPU and memory of a Fargate task are one of the pairs that Fargate has.",
  source: TASK_SIZES,
  refuse(values) {
    const cpu = num(values, "cpu");
    const memory = num(values, "memory");
    if (!onFargate(values) || (cpu !== undefined && memory !== undefined && fargateMemories(cpu).includes(memory))) {
      return undefined;
    }
    const allowed = cpu === undefined ? [] : fargateMemories(cpu);
    return (
      `ClientException: No Fargate configuration exists for given values: cpu "${cpu ?? ""}", memory "${memory ?? ""}": ` +
      (allowed.length === 0
        ? "use a cpu of 256, 512, 1024, 2048, 4096, 8192 or 16384"
        : `with cpu ${cpu} use a memory of ${allowed.join(", ")} MiB`)
    );
  },
};

const awsvpc: Rule<Values> = {
  id: "task-definition-fargate-awsvpc",
  says: "A Fargate task has network mode `awsvpc`.",
  source: REGISTER,
  refuse: (values) =>
    onFargate(values) && values.networkMode !== "awsvpc"
      ? `ClientException: Fargate only supports network mode 'awsvpc', and networkMode is "${values.networkMode ?? "bridge"}": set it to awsvpc`
      : undefined,
};

const sums: Rule<Values> = {
  id: "task-definition-container-sums",
  says: "CPU and memory of the containers together are not more than the task's.",
  source: REGISTER,
  refuse(values) {
    const containers = containersOf(values);
    const used = {
      cpu: containers.reduce((sum, { cpu }) => sum + cpu, 0),
      memory: containers.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
    };
    const over = (["cpu", "memory"] as const).find((key) => used[key] > (num(values, key) ?? Number.POSITIVE_INFINITY));
    return over === undefined
      ? undefined
      : `ClientException: the containers of "${values.family}" reserve ${used[over]} ${over} together, the task has ` +
          `${num(values, over)}: reserve less, or give the task more`;
  },
};

const size: Rule<Values> = {
  id: "task-definition-size",
  says: "A task definition has at most 64 KiB.",
  source: QUOTAS,
  refuse(values) {
    const bytes = Buffer.byteLength(str(values, "containerDefinitions") ?? "");
    return bytes > MAX_BYTES
      ? `ClientException: Actual length: '${bytes}'. Max allowed length is '${MAX_BYTES}' bytes. ` +
          `The container definitions of "${values.family}" are too long: move long values into a secret or a file`
      : undefined;
  },
};

const ephemeral: Rule<Values> = {
  id: "task-definition-ephemeral-storage",
  says: "Ephemeral storage, when it is given, is 21 to 200 GiB (20 are free and cannot be written).",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html",
  refuse(values) {
    const gib = num(object(values, "ephemeralStorage"), "sizeInGib");
    return gib === undefined || (gib >= 21 && gib <= 200)
      ? undefined
      : `ClientException: The specified value for sizeInGib is invalid: ${gib} is not 21 to 200. ` +
          "Leave ephemeralStorage out for the 20 GiB that every task has";
  },
};

/** Rules on a task definition as a whole. */
export const taskRules: readonly Rule<Values>[] = [
  nameShape({
    id: "task-definition-family-shape",
    input: "family",
    max: 255,
    pattern: /^[A-Za-z0-9_-]+$/,
    allowed: "letters, digits, hyphens and underscores",
    source: REGISTER,
  }),
  fargatePair,
  awsvpc,
  sums,
  size,
  ephemeral,
];

/** Only on create: in a preview the role may not be known yet. */
export const executionRoleGiven: Rule<InAccount> = {
  id: "task-definition-execution-role-given",
  says: "A task with secrets, awslogs or private registry credentials names the execution role that fetches them.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
  refuse({ resource }) {
    const values = resource.inputs;
    if (str(values, "executionRoleArn") !== undefined) return undefined;
    for (const { name, secrets, log, pullSecret } of containersOf(values)) {
      const needs =
        (secrets.length > 0 && "secrets") ||
        (log?.driver === "awslogs" && "log driver awslogs") ||
        (pullSecret && "registry credentials");
      if (needs) {
        return `ClientException: Fargate requires task definition to have execution role ARN to support ${needs} (container "${name}"): set executionRoleArn`;
      }
    }
    return undefined;
  },
};
