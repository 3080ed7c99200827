import { ListenerRule } from "@pulumi/aws/lb/listenerRule.js";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import type { LoadBalancer } from "./load-balancer.ts";
import { ecsService, memoryAlarm, type ServiceArgs, scaling } from "./service.ts";
import { Task } from "./task.ts";
import { errorAlarm, unhealthyAlarm } from "./web-service-alarms.ts";

export interface WebServiceArgs extends ServiceArgs {
  readonly edge: Pick<LoadBalancer, "listenerArn" | "firewallId" | "arnSuffix">;
  readonly port: number;
  readonly protocol: "http1" | "http2" | "grpc";
  /** Rules by the route as written, each with its priority on the listener. */
  readonly routes: readonly {
    readonly key: string;
    readonly host?: string;
    readonly path: string;
    readonly priority: number;
  }[];
  /** A client keeps its task, by cookie. */
  readonly sticky: boolean;
  readonly health: {
    readonly path: string;
    readonly codes: string;
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly healthyAfter: number;
    readonly unhealthyAfter: number;
    readonly graceSeconds: number;
  };
  /** How long a task that is leaving still answers the connections it has. */
  readonly deregistrationSeconds: number;
}

type Child = { parent: WebService };

/** A service that the load balancer sends requests to, and that nobody else can reach. */
export class WebService extends pulumi.ComponentResource {
  /** Task definition that the service was told to run. */
  readonly definitionArn: pulumi.Output<string>;

  constructor(name: string, args: WebServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:web-service:WebService", name, {}, opts);
    const child = { parent: this };

    const task = new Task(name, args, child);
    const target = targetGroup(name, args, child);
    const rules = args.routes.map((route) => listenerRule(name, route, args, target, child));
    const service = ecsService(
      name,
      args,
      task,
      {
        loadBalancers: [{ targetGroupArn: target.arn, containerName: task.containerName, containerPort: args.port }],
        healthCheckGracePeriodSeconds: args.health.graceSeconds,
        stopFirst: false,
        after: [...rules, ...fromEdge(name, args, task, child)],
      },
      child,
    );
    const requests = args.scale.requestsPerTask;
    const label = pulumi.interpolate`${args.edge.arnSuffix}/${target.arnSuffix}`;
    scaling(
      name,
      args,
      service,
      requests === undefined ? {} : { requests: { metric: "ALBRequestCountPerTarget", label, target: requests } },
      child,
    );
    unhealthyAlarm(name, args, target, child);
    errorAlarm(name, args, target, child);
    memoryAlarm(name, args, service, child);

    this.definitionArn = task.definitionArn;
    this.registerOutputs({ definitionArn: this.definitionArn });
  }
}

const protocolVersions = { http1: "HTTP1", http2: "HTTP2", grpc: "GRPC" } as const;

function targetGroup(name: string, args: WebServiceArgs, child: Child): TargetGroup {
  const protocolVersion = protocolVersions[args.protocol];
  const { health } = args;
  return new TargetGroup(
    `${name}-targets`,
    {
      name: physicalName("targetGroup", args.place.prefix, name, [args.port, protocolVersion]),
      vpcId: args.place.vpcId,
      targetType: "ip",
      port: args.port,
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
      stickiness: { type: "lb_cookie", enabled: args.sticky, cookieDuration: 86_400 },
    },
    child,
  );
}

function listenerRule(
  name: string,
  { key, host, path, priority }: WebServiceArgs["routes"][number],
  args: WebServiceArgs,
  target: TargetGroup,
  child: Child,
): ListenerRule {
  return new ListenerRule(
    `${name}-route-${key}`,
    {
      listenerArn: args.edge.listenerArn,
      priority,
      conditions: [...(host ? [{ hostHeader: { values: [host] } }] : []), { pathPattern: { values: [path] } }],
      actions: [{ type: "forward", targetGroupArn: target.arn }],
    },
    child,
  );
}

/** One rule on either side between the load balancer and the tasks. */
function fromEdge(name: string, args: WebServiceArgs, task: Task, child: Child): pulumi.Resource[] {
  const ports = { ipProtocol: "tcp", fromPort: args.port, toPort: args.port };
  const { firewallId } = args.edge;
  return [
    new SecurityGroupEgressRule(
      `${name}-edge-out`,
      { securityGroupId: firewallId, referencedSecurityGroupId: task.firewallId, ...ports },
      child,
    ),
    new SecurityGroupIngressRule(
      `${name}-from-edge`,
      { securityGroupId: task.firewallId, referencedSecurityGroupId: firewallId, ...ports },
      child,
    ),
  ];
}
