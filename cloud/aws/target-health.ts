import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ServiceReport } from "../cloud.ts";
import type { Session } from "./session.ts";

/** Healthy, on their way out, or in a group that gets no requests. */
const asTheyShouldBe = new Set(["healthy", "draining", "unused"]);

/** Targets of a service that the load balancer does not send requests to, with its reason. */
export async function unhealthyTargets(
  targetGroups: readonly string[],
  session: Session,
): Promise<ServiceReport["unhealthyTargets"]> {
  const balancing = new ElasticLoadBalancingV2Client(await session.clientConfig());
  const answers = await Promise.all(
    targetGroups.map((TargetGroupArn) => balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn }))),
  );
  return answers.flatMap(({ TargetHealthDescriptions }) => (TargetHealthDescriptions ?? []).flatMap(ill));
}

function ill({ Target, TargetHealth }: TargetHealthDescription): ServiceReport["unhealthyTargets"] {
  const state = TargetHealth?.State ?? "unknown";
  if (asTheyShouldBe.has(state)) {
    return [];
  }
  const reason = [TargetHealth?.Reason, TargetHealth?.Description].filter(Boolean).join(": ");
  return [{ address: `${Target?.Id}:${Target?.Port}`, state, reason: reason || "the load balancer gives no reason" }];
}
