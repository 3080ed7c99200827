import { ListenerRule } from "@pulumi/aws/lb/listenerRule.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import * as pulumi from "@pulumi/pulumi";
import type { Task } from "./task.ts";
import type { WebServiceArgs } from "./web-service-args.ts";
import { stickySeconds, type Targets } from "./web-service-targets.ts";

type Child = { parent: pulumi.Resource };
type Route = WebServiceArgs["routes"][number];

/**
 * Declares the listener rules of a web service. Each forwards to both target groups, all to the first; from then on ECS
 * alone moves the weights, and a strategy other than rolling moves those of one rule.
 */
export function listenerRules(name: string, args: WebServiceArgs, targets: Targets, child: Child): ListenerRule[] {
  const [only, ...others] = args.routes;
  if (args.deploy.strategy === "rolling") {
    const moved = others.length === 0 ? [{ name: `${name}-route` }] : [];
    return args.routes.map((route) =>
      listenerRule(keyed(name, route), route, args, targets, { ...child, aliases: moved }),
    );
  }
  if (only === undefined || others.length > 0) {
    throw new Error(`${name} has ${args.routes.length} routes: ${args.deploy.strategy} moves one rule`);
  }
  // Not by its key: with another route it stays the same rule, with the weights that it has.
  return [listenerRule(`${name}-route`, only, args, targets, { ...child, aliases: [{ name: keyed(name, only) }] })];
}

function keyed(name: string, { key }: Route): string {
  return `${name}-route-${key}`;
}

function listenerRule(
  logical: string,
  { host, path, priority }: Route,
  args: WebServiceArgs,
  { primary, alternate }: Targets,
  opts: pulumi.CustomResourceOptions,
): ListenerRule {
  return new ListenerRule(
    logical,
    {
      listenerArn: args.edge.listenerArn,
      priority,
      conditions: [...(host ? [{ hostHeader: { values: [host] } }] : []), { pathPattern: { values: [path] } }],
      actions: [
        {
          type: "forward",
          forward: {
            targetGroups: [
              { arn: primary.arn, weight: 1 },
              { arn: alternate.arn, weight: 0 },
            ],
            // A client that keeps its task has to keep its group; ELB refuses the one without the other.
            ...(args.sticky && { stickiness: { enabled: true, duration: stickySeconds } }),
          },
        },
      ],
    },
    // The whole: with single weights ignored the provider sends the others as they were at first.
    { ...opts, ignoreChanges: ["actions"], hooks: { onError: [explainPriority(logical, priority, opts)] } },
  );
}

/** A rule that this very update takes out keeps its priority until the end of it. */
function explainPriority(logical: string, priority: number, { parent }: pulumi.ResourceOptions): pulumi.ErrorHook {
  return new pulumi.ErrorHook(`${logical}-explain`, async ({ errors }) => {
    if (errors.some((error) => error.includes("PriorityInUse"))) {
      await pulumi.log.error(
        `${logical} needs priority ${priority}, which a rule has that is still there. If this update takes that rule out, ` +
          'do it in two steps: 1. leave the new route out and run "pulumi up"; 2. add it and run "pulumi up" again',
        parent,
      );
    }
    return false;
  });
}

/** Lets the load balancer in: one rule on either side, by port, so that the new port is open before the old one closes. */
export function fromEdge(name: string, args: WebServiceArgs, task: Task, child: Child): pulumi.Resource[] {
  const ports = { ipProtocol: "tcp", fromPort: args.port, toPort: args.port };
  const { firewallId } = args.edge;
  return [
    new SecurityGroupEgressRule(
      `${name}-edge-out-${args.port}`,
      { securityGroupId: firewallId, referencedSecurityGroupId: task.firewallId, ...ports },
      child,
    ),
    new SecurityGroupIngressRule(
      `${name}-from-edge-${args.port}`,
      { securityGroupId: task.firewallId, referencedSecurityGroupId: firewallId, ...ports },
      child,
    ),
  ];
}
