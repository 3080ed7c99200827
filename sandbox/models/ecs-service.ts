import type { InAccount, Model } from "../model.ts";
import type { TaskRequest } from "../tasks.ts";
import { attachmentRules } from "./ecs-service-attachments.ts";
import { serviceChecks } from "./ecs-service-checks.ts";
import { drainsWithItsRole, serviceRules } from "./ecs-service-rules.ts";
import { lastPart, placeOf } from "./shapes.ts";
import { arn, bool, num, object, objects, str, texts } from "./support.ts";
import { token } from "./tokens.ts";

const DEFAULT_TIMEOUT = "20m0s";

/** What a service asks ECS to start. */
export function taskOf({ resource: { inputs } }: InAccount): TaskRequest {
  const network = object(inputs, "networkConfiguration");
  return {
    cluster: str(inputs, "cluster") ?? "default",
    taskDefinition: str(inputs, "taskDefinition") ?? "",
    subnets: texts(network, "subnets"),
    securityGroups: texts(network, "securityGroups"),
    assignPublicIp: bool(network, "assignPublicIp") === true,
  };
}

/** Waits for the steady state as the provider does, and says in its words why there is none. */
function waitForSteadyState(subject: InAccount, operation: "create" | "update"): void {
  const { resource, before, account, place } = subject;
  const { inputs } = resource;
  if (bool(inputs, "waitForSteadyState") !== true || (num(inputs, "desiredCount") ?? 0) === 0) return;
  const reason = account.tasks.whyUnhealthy(taskOf(subject), place);
  if (reason === undefined) return;
  const start = `waiting for ECS Service (${resource.id}) ${operation}`;
  const breaker = object(inputs, "deploymentCircuitBreaker");
  if (breaker.enable !== true) {
    throw new Error(
      `${start}: timeout while waiting for state to become 'tfSTABLE' (last state: 'tfPENDING', timeout: ${DEFAULT_TIMEOUT}): ` +
        `tasks stop with "${reason}"`,
    );
  }
  const rolledBack = breaker.rollback === true && before !== undefined;
  if (rolledBack) {
    const outputs = { ...resource.outputs, taskDefinition: before.outputs.taskDefinition };
    account.put({ ...resource, inputs: { ...inputs, taskDefinition: before.inputs.taskDefinition }, outputs });
  }
  throw new Error(
    `${start}: Service deployment ${rolledBack ? "rolled back" : "failed"} because the circuit breaker threshold was exceeded: ` +
      `tasks stop with "${reason}"`,
  );
}

const service: Model = {
  type: token.service,
  autoname: { input: "name", max: 255 },
  defaults: {
    deploymentController: { type: "ECS" },
    deploymentMaximumPercent: 200,
    deploymentMinimumHealthyPercent: 100,
    desiredCount: 0,
    enableEcsManagedTags: false,
    enableExecuteCommand: false,
    schedulingStrategy: "REPLICA",
    sigintRollback: false,
    waitForSteadyState: false,
  },
  checks: serviceChecks,
  identify: (inputs, _seed, place) =>
    arn(
      placeOf(inputs, place),
      "ecs",
      `service/${lastPart(str(inputs, "cluster") ?? "default")}/${str(inputs, "name") ?? ""}`,
    ),
  outputs(inputs, id, _seed, place) {
    const byProvider = objects(inputs, "capacityProviderStrategies").length > 0;
    const launchType = byProvider ? "" : (str(inputs, "launchType") ?? "EC2");
    const canRebalance = (num(inputs, "deploymentMaximumPercent") ?? 200) > 100;
    return {
      arn: id,
      availabilityZoneRebalancing:
        str(inputs, "availabilityZoneRebalancing") ?? (canRebalance ? "ENABLED" : "DISABLED"),
      cluster: str(inputs, "cluster") ?? arn(placeOf(inputs, place), "ecs", "cluster/default"),
      deploymentConfiguration: {
        strategy: "ROLLING",
        bakeTimeInMinutes: "0",
        ...object(inputs, "deploymentConfiguration"),
      },
      iamRole: str(inputs, "iamRole") ?? "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
      launchType,
      platformVersion: str(inputs, "platformVersion") ?? (launchType === "EC2" ? "" : "LATEST"),
    };
  },
  requires: [...serviceRules, ...attachmentRules],
  replaces: "as the specification says",
  // Between a launch type and a strategy ECS can only go with a new deployment.
  replacesWhen(before, after) {
    const counts = [before, after].map((values) => objects(values, "capacityProviderStrategies").length);
    const between = counts.includes(0) && counts[0] !== counts[1];
    return between && bool(after, "forceNewDeployment") !== true ? ["capacityProviderStrategies"] : [];
  },
  blocksDelete: [drainsWithItsRole],
  after(change, subject) {
    if (change !== "deleted") waitForSteadyState(subject, change === "created" ? "create" : "update");
  },
  typicalMinutes: 3,
};

/** Models of an ECS service. */
export const models: readonly Model[] = [service];
