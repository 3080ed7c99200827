import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  paginateDescribeListeners,
  paginateDescribeRules,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Wanted } from "../../cloud.ts";
import { type Finders, present, text, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** Load balancers and target groups by name, listeners by their port, rules by their priority. */
export const finders: Finders = {
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:lb/listener:Listener": listener,
  "aws:lb/listenerRule:ListenerRule": listenerRule,
};

async function loadBalancer({ name }: Wanted, session: Session): Promise<string[]> {
  if (name === undefined) {
    return [];
  }
  const balancing = new ElasticLoadBalancingV2Client(await session.clientConfig());
  const answer = await whenThere(
    balancing.send(new DescribeLoadBalancersCommand({ Names: [name] })),
    "LoadBalancerNotFoundException",
  );
  return present(...(answer?.LoadBalancers ?? []).map(({ LoadBalancerArn }) => LoadBalancerArn));
}

async function targetGroup({ name }: Wanted, session: Session): Promise<string[]> {
  if (name === undefined) {
    return [];
  }
  const balancing = new ElasticLoadBalancingV2Client(await session.clientConfig());
  const answer = await whenThere(
    balancing.send(new DescribeTargetGroupsCommand({ Names: [name] })),
    "TargetGroupNotFoundException",
  );
  return present(...(answer?.TargetGroups ?? []).map(({ TargetGroupArn }) => TargetGroupArn));
}

async function listener({ inputs }: Wanted, session: Session): Promise<string[]> {
  const LoadBalancerArn = text(inputs, "loadBalancerArn");
  const port = text(inputs, "port");
  if (!LoadBalancerArn || !port) {
    return [];
  }
  const client = new ElasticLoadBalancingV2Client(await session.clientConfig());
  const ids: string[] = [];
  for await (const { Listeners } of paginateDescribeListeners({ client }, { LoadBalancerArn })) {
    const same = (Listeners ?? []).filter(({ Port }) => String(Port) === port);
    ids.push(...present(...same.map(({ ListenerArn }) => ListenerArn)));
  }
  return ids;
}

async function listenerRule({ inputs }: Wanted, session: Session): Promise<string[]> {
  const ListenerArn = text(inputs, "listenerArn");
  const priority = text(inputs, "priority");
  if (!ListenerArn || !priority) {
    return [];
  }
  const client = new ElasticLoadBalancingV2Client(await session.clientConfig());
  const ids: string[] = [];
  for await (const { Rules } of paginateDescribeRules({ client }, { ListenerArn })) {
    const same = (Rules ?? []).filter(({ Priority }) => Priority === priority);
    ids.push(...present(...same.map(({ RuleArn }) => RuleArn)));
  }
  return ids;
}
