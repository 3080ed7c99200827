import type { Model } from "../model.ts";
import { deploy } from "./ecs-deploy.ts";
import { forgetDeployment } from "./ecs-deployment.ts";
import { attachmentRules } from "./ecs-service-attachments.ts";
import { serviceChecks } from "./ecs-service-checks.ts";
import { connectRules } from "./ecs-service-connect.ts";
import { execWorks } from "./ecs-service-exec.ts";
import { drainsWithItsRole, serviceRules } from "./ecs-service-rules.ts";
import { shiftRules } from "./ecs-service-shift.ts";
import { arn } from "./identifiers.ts";
import { lastPart, placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { bool, num, object, objects, str } from "./values.ts";

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
  requires: [...serviceRules, ...attachmentRules, ...connectRules, execWorks, ...shiftRules],
  replaces: "as the specification says",
  // Between a launch type and a strategy ECS can only go with a new deployment.
  replacesWhen(before, after) {
    const counts = [before, after].map((values) => objects(values, "capacityProviderStrategies").length);
    const between = counts.includes(0) && counts[0] !== counts[1];
    return between && bool(after, "forceNewDeployment") !== true ? ["capacityProviderStrategies"] : [];
  },
  blocksDelete: [drainsWithItsRole],
  after(change, subject) {
    if (change === "deleted") return forgetDeployment(subject);
    const why = deploy(subject);
    const { id, inputs } = subject.resource;
    if (why !== undefined && bool(inputs, "waitForSteadyState") === true)
      throw new Error(`waiting for ECS Service (${id}) ${change === "created" ? "create" : "update"}: ${why}`);
  },
  typicalMinutes: 3,
};

/** Models of an ECS service. */
export const models: readonly Model[] = [service];
