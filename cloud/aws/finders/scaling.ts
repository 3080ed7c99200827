import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  paginateDescribeScalingPolicies,
  type ScalableDimension,
  type ServiceNamespace,
} from "@aws-sdk/client-application-auto-scaling";
import type { Wanted } from "../../cloud.ts";
import { type Finders, text } from "../finder.ts";
import type { Session } from "../session.ts";

/** Scaling hangs on what is scaled: its namespace, resource and dimension. */
export const finders: Finders = {
  "aws:appautoscaling/target:Target": target,
  "aws:appautoscaling/policy:Policy": policy,
};

async function target({ inputs }: Wanted, session: Session): Promise<string[]> {
  const scaled = whatIsScaled(inputs);
  if (!scaled) {
    return [];
  }
  const { ServiceNamespace, ResourceId, ScalableDimension } = scaled;
  const scaling = new ApplicationAutoScalingClient(await session.clientConfig());
  const { ScalableTargets } = await scaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace, ResourceIds: [ResourceId], ScalableDimension }),
  );
  return (ScalableTargets ?? []).map(() => ResourceId);
}

async function policy({ name, inputs }: Wanted, session: Session): Promise<string[]> {
  const scaled = whatIsScaled(inputs);
  if (!scaled || name === undefined) {
    return [];
  }
  const client = new ApplicationAutoScalingClient(await session.clientConfig());
  for await (const { ScalingPolicies } of paginateDescribeScalingPolicies({ client }, scaled)) {
    if (ScalingPolicies?.some(({ PolicyName }) => PolicyName === name)) {
      return [name];
    }
  }
  return [];
}

/** Only services of ECS are scaled. */
function whatIsScaled(inputs: Wanted["inputs"]) {
  const ResourceId = text(inputs, "resourceId");
  return ResourceId.startsWith("service/")
    ? ({
        ServiceNamespace: "ecs" satisfies ServiceNamespace,
        ResourceId,
        ScalableDimension: "ecs:service:DesiredCount" satisfies ScalableDimension,
      } as const)
    : undefined;
}
