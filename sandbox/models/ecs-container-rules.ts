import type { Rule, Values } from "../model.ts";
import { eachContainer, repeated } from "./each-container.ts";
import { containersOf, parseContainers } from "./ecs-container.ts";
import { canonicalContainers } from "./ecs-container-canonical.ts";
import { containerLinks } from "./ecs-container-links.ts";
import { containerLinux } from "./ecs-container-linux.ts";
import { onFargate } from "./fargate.ts";
import { list, objects, str } from "./values.ts";

const CONTAINER = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html";
const MAX_CONTAINERS = 10;
const SECRET_ARN = /^arn:aws[a-z-]*:(secretsmanager:[a-z0-9-]+:\d{12}:secret:.+|ssm:[a-z0-9-]+:\d{12}:parameter\/.+)$/;

const valid: Rule<Values> = {
  id: "task-definition-containers-valid",
  says: "Container definitions are a JSON list of 1 to 10 containers, each with a name and an image, at least one essential.",
  source: CONTAINER,
  refuse(values) {
    const text = str(values, "containerDefinitions");
    const containers = parseContainers(values);
    if (text === undefined) return undefined;
    const says = (what: string) =>
      `ClientException: container definitions of "${values.family}" are not valid: ${what}`;
    if (typeof containers === "string") return says(`${containers}: write them with JSON.stringify`);
    if (containers.length === 0 || containers.length > MAX_CONTAINERS)
      return says(`there are ${containers.length} containers: use 1 to ${MAX_CONTAINERS}`);
    const nameless = containers.findIndex(({ name, image }) => name === "" || image === "");
    if (nameless >= 0) return says(`container ${nameless} has no name or no image: give it both`);
    return containers.some(({ essential }) => essential)
      ? undefined
      : says("no container is essential: leave `essential` out for the one that the task is about");
  },
};

const names: Rule<Values> = {
  id: "task-definition-container-names",
  says: "Container names are unique and have up to 255 letters, digits, hyphens and underscores.",
  source: CONTAINER,
  refuse(values) {
    const all = containersOf(values).map(({ name }) => name);
    const wrong = all.find((name) => name !== "" && !/^[A-Za-z0-9_-]{1,255}$/.test(name));
    if (wrong !== undefined)
      return `ClientException: Container.name "${wrong}" is not allowed: use up to 255 letters, digits, hyphens and underscores`;
    const twice = repeated(all);
    return twice === undefined
      ? undefined
      : `ClientException: Container.name "${twice}" is used by two containers of "${values.family}": rename one`;
  },
};

const canonical: Rule<Values> = {
  id: "task-definition-canonical",
  says:
    "Container definitions are written as ECS answers them (sorted by name, every default present, no nulls), " +
    "so that a second preview shows no difference.",
  source: "https://github.com/pulumi/pulumi-aws/issues/4576",
  refuse(values) {
    const text = str(values, "containerDefinitions");
    if (text === undefined || typeof parseContainers(values) === "string") return undefined;
    const difference = canonicalContainers(text, values.networkMode === "awsvpc");
    return difference === undefined
      ? undefined
      : `container definitions of "${values.family}" would differ in every preview: ${difference}`;
  },
};

const awslogs = eachContainer(
  "task-definition-awslogs",
  "The log driver awslogs has its group, its region and, on Fargate, its stream prefix.",
  "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html",
  ({ name, log }, _all, taskDefinition) => {
    if (log?.driver !== "awslogs") return undefined;
    const wanted = ["awslogs-group", "awslogs-region", ...(onFargate(taskDefinition) ? ["awslogs-stream-prefix"] : [])];
    const missing = wanted.find((option) => str(log.options, option) === undefined);
    return missing === undefined
      ? undefined
      : `ClientException: Log driver awslogs requires options: ${wanted.join(", ")}. Container "${name}" has no ${missing}: add it`;
  },
);

const secretArns = eachContainer(
  "task-definition-secrets-by-arn",
  "A secret of a container is the ARN of a secret or of a parameter, never the value itself.",
  "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html",
  ({ name, secrets }) => {
    const wrong = secrets.find(({ value }) => !SECRET_ARN.test(value));
    return wrong === undefined
      ? undefined
      : `ClientException: The secret ${wrong.name} of container "${name}" is no ARN of Secrets Manager or the Parameter Store: ` +
          "put the value there and give the ARN in valueFrom";
  },
);

const variableNames = eachContainer(
  "task-definition-variable-names-once",
  "A name is one variable or one secret of a container, not two.",
  "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html",
  ({ name, environment, secrets }) => {
    const twice = repeated([...environment, ...secrets].map((one) => one.name));
    return twice === undefined
      ? undefined
      : `ClientException: The secret name must be unique and not shared with any new or existing environment variables ` +
          `set on the container, such as '${twice}' in "${name}": keep one of them`;
  },
);

const stopTimeout = eachContainer(
  "task-definition-stop-timeout",
  "A container on Fargate has at most 120 seconds to stop.",
  CONTAINER,
  ({ name, stopSeconds = 0 }, _all, taskDefinition) =>
    onFargate(taskDefinition) && stopSeconds > 120
      ? `ClientException: stopTimeout of container "${name}" is ${stopSeconds}: use 120 seconds or less`
      : undefined,
);

const healthCheck = eachContainer(
  "task-definition-health-check",
  "A container's health check starts with CMD or CMD-SHELL, with interval 5 to 300, timeout 2 to 60, retries 1 to 10 and start period up to 300 seconds.",
  "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html",
  ({ name, values }) => {
    const [check] = objects(values, "healthCheck");
    if (check === undefined) return undefined;
    const [first] = list(check, "command");
    if (first !== "CMD" && first !== "CMD-SHELL" && first !== "NONE")
      return `ClientException: the health check of container "${name}" starts with "${first}": start it with CMD or CMD-SHELL`;
    const wrong = Object.entries(HEALTH_CHECK).find(([key, [from, to]]) => {
      const value = check[key];
      return typeof value === "number" && (value < from || value > to);
    });
    return wrong === undefined
      ? undefined
      : `ClientException: healthCheck.${wrong[0]} of container "${name}" is ${check[wrong[0]]}: use ${wrong[1][0]} to ${wrong[1][1]}`;
  },
);

const HEALTH_CHECK: Readonly<Record<string, readonly [from: number, to: number]>> = {
  interval: [5, 300],
  timeout: [2, 60],
  retries: [1, 10],
  startPeriod: [0, 300],
};

/** Rules on the containers of a task definition. */
export const containerRules: readonly Rule<Values>[] = [
  valid,
  names,
  canonical,
  awslogs,
  secretArns,
  variableNames,
  stopTimeout,
  healthCheck,
  ...containerLinks,
  ...containerLinux,
];
