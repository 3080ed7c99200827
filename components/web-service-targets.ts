import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { targetsGuard } from "./deploy-hooks.ts";
import { serviceName } from "./service.ts";
import type { WebServiceArgs } from "./web-service-args.ts";

/** Where the requests of a service go: to one group at rest, and to both while a deployment moves them. */
export interface Targets {
  /** The one that a rolling deployment uses, and where all others begin. */
  readonly primary: TargetGroup;
  readonly alternate: TargetGroup;
}

const protocolVersions = { http1: "HTTP1", http2: "HTTP2", grpc: "GRPC" } as const;

/** Declares the two target groups of a web service. Both are always there, so that its strategy may change. */
export function targetGroups(name: string, args: WebServiceArgs, child: { parent: pulumi.Resource }): Targets {
  // The guard asks for the service by its cluster.
  const guarded = { ...child, dependsOn: [...args.cluster.ready], hooks: { beforeCreate: [guardOf(name, args)] } };
  const primary = targetGroup(name, "targets", args, guarded);
  // After the guarded one, so that a refusal leaves both as they were.
  return { primary, alternate: targetGroup(name, "targets-alternate", args, { ...child, dependsOn: [primary] }) };
}

function guardOf(name: string, args: WebServiceArgs): pulumi.ResourceHook {
  return targetsGuard(name, { cloud: args.cloud, cluster: args.cluster.arn, service: serviceName(name, args) });
}

function targetGroup(
  name: string,
  role: "targets" | "targets-alternate",
  args: WebServiceArgs,
  opts: pulumi.CustomResourceOptions,
): TargetGroup {
  const protocolVersion = protocolVersions[args.protocol];
  const { health, sticky } = args;
  return new TargetGroup(
    `${name}-${role}`,
    {
      // Neither can change under the rules of a service that runs: the guard says how to go about it.
      name: physicalName("targetGroup", args.place.prefix, name, [protocolVersion, sticky, role]),
      vpcId: args.place.vpcId,
      targetType: "ip",
      // Nothing uses it: ECS registers every task with its own port. So the port of a service can change without an outage.
      port: 80,
      protocol: "HTTP",
      protocolVersion,
      deregistrationDelay: args.deregistrationSeconds,
      healthCheck: {
        enabled: true,
        path: health.path,
        matcher: health.codes,
        interval: health.intervalSeconds,
        timeout: health.timeoutSeconds,
        healthyThreshold: health.healthyAfter,
        unhealthyThreshold: health.unhealthyAfter,
        port: "traffic-port",
        protocol: "HTTP",
      },
      stickiness: { type: "lb_cookie", enabled: sticky, cookieDuration: stickySeconds },
    },
    opts,
  );
}

/** A day. */
export const stickySeconds = 86_400;
