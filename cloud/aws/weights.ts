import { DescribeRulesCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Session } from "./session.ts";

/** Weight of each target group in the forward action of a listener rule, by ARN. */
export async function weights(listenerRuleArn: string, session: Session): Promise<Readonly<Record<string, number>>> {
  const balancing = new ElasticLoadBalancingV2Client(await session.clientConfig());
  const { Rules } = await balancing.send(new DescribeRulesCommand({ RuleArns: [listenerRuleArn] }));
  const forward = Rules?.[0]?.Actions?.find(({ Type }) => Type === "forward");
  const groups = forward?.ForwardConfig?.TargetGroups ?? [
    { TargetGroupArn: forward?.TargetGroupArn, Weight: undefined },
  ];
  return Object.fromEntries(
    groups.flatMap(({ TargetGroupArn, Weight }) =>
      TargetGroupArn === undefined ? [] : [[TargetGroupArn, Weight ?? 1]],
    ),
  );
}
