import type { ServiceArgs as EcsServiceArgs } from "@pulumi/aws/ecs/service.js";
import type { ListenerRule } from "@pulumi/aws/lb/listenerRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { deploySeconds, type Shift } from "../lib/deploy-time.ts";
import { infrastructureRole } from "./infrastructure-role.ts";
import type { OwnPart } from "./service.ts";
import type { Task } from "./task.ts";
import type { WebServiceArgs } from "./web-service-args.ts";
import type { Targets } from "./web-service-targets.ts";

/** How the tasks of a new release take over the requests. */
export function deployment(
  name: string,
  args: WebServiceArgs,
  around: { readonly task: Task; readonly targets: Targets; readonly rules: readonly ListenerRule[] },
  child: { parent: pulumi.Resource },
): Pick<OwnPart, "loadBalancers" | "deploymentConfiguration" | "timeoutMinutes" | "after"> {
  const { task, targets, rules } = around;
  const timeoutMinutes = patience(args);
  const registered = {
    targetGroupArn: targets.primary.arn,
    containerName: task.containerName,
    containerPort: args.port,
  };
  const [rule] = rules;
  if (args.deploy.strategy === "rolling" || rule === undefined) {
    const deploymentConfiguration = { strategy: "ROLLING" };
    return { loadBalancers: [registered], deploymentConfiguration, timeoutMinutes, after: [] };
  }
  const role = infrastructureRole(name, args.place.prefix, child);
  const advancedConfiguration = {
    alternateTargetGroupArn: targets.alternate.arn,
    productionListenerRule: rule.arn,
    roleArn: role.arn,
  };
  return {
    loadBalancers: [{ ...registered, advancedConfiguration }],
    deploymentConfiguration: shifting(args.deploy),
    timeoutMinutes,
    after: role.ready,
  };
}

/** ECS takes minutes as text. */
function shifting({ strategy, percent, stepMinutes, bakeMinutes }: Shift): EcsServiceArgs["deploymentConfiguration"] {
  const step = `${stepMinutes}`;
  return {
    strategy: strategy.toUpperCase().replace("-", "_"),
    bakeTimeInMinutes: `${bakeMinutes}`,
    ...(strategy === "canary" && {
      canaryConfiguration: { canaryPercent: percent, canaryBakeTimeInMinutes: step },
    }),
    ...(strategy === "linear" && { linearConfiguration: { stepPercent: percent, stepBakeTimeInMinutes: step } }),
  };
}

/**
 * Minutes after which the provider gives up: twice what a deployment may take, since ECS gives up and goes back before
 * that and says why; and at least half an hour more than one with these steps does take.
 */
function patience(args: WebServiceArgs): number {
  return Math.max(2 * args.maxDeployMinutes, Math.ceil(deploySeconds({ kind: "web", ...args }) / 60) + 30);
}
