import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Listener, type ListenerArgs } from "@pulumi/aws/lb/listener.js";
import { LoadBalancer as Alb } from "@pulumi/aws/lb/loadBalancer.js";
import { getZoneOutput } from "@pulumi/aws/route53/getZone.js";
import { Record } from "@pulumi/aws/route53/record.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { type Alarms, alarm } from "./alarm.ts";
import { Certificate } from "./certificate.ts";
import type { Network } from "./network.ts";

export interface LoadBalancerArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly network: Pick<Network, "vpcId" | "publicSubnetIds" | "publicReady">;
  readonly alarms: Alarms;
  /** Absent: plain HTTP under the load balancer's own name, which must have been asked for in so many words. */
  readonly domain?: {
    readonly name: string;
    readonly aliases: readonly string[];
    /** Absent: the zone named like the domain. */
    readonly zoneId?: string;
  };
  /** Host names under the domain that get a record of their own. */
  readonly hosts: readonly string[];
  /** Seconds without a byte after which a connection is closed, 1 to 4000; a WebSocket needs a ping within it. */
  readonly idleTimeoutSeconds: number;
  /** AWS refuses to delete it. */
  readonly deletionProtection: boolean;
}

type Child = { parent: LoadBalancer };

/**
 * The one way in: an ALB that all web services share. It speaks TLS 1.2 and 1.3, redirects HTTP, drops malformed
 * headers, and answers 404 to what no service has a route for.
 */
export class LoadBalancer extends pulumi.ComponentResource {
  /** Listener that the services' rules hang on. */
  readonly listenerArn: pulumi.Output<string>;
  /** What a service's security group lets in. */
  readonly firewallId: pulumi.Output<string>;
  /** The value of the CloudWatch dimension `LoadBalancer`. */
  readonly arnSuffix: pulumi.Output<string>;
  /** Where the app is reached. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:load-balancer:LoadBalancer", name, {}, opts);
    const child = { parent: this };

    const firewall = openFirewall(name, args, child);
    const balancer = new Alb(
      `${name}-alb`,
      {
        name: physicalName("loadBalancer", args.prefix, name),
        loadBalancerType: "application",
        internal: false,
        subnets: args.network.publicSubnetIds,
        securityGroups: [firewall.id],
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "defensive",
        idleTimeout: args.idleTimeoutSeconds,
        enableDeletionProtection: args.deletionProtection,
      },
      { ...child, protect: args.deletionProtection, dependsOn: args.network.publicReady },
    );
    const listener = args.domain
      ? secured(name, args.domain, args.hosts, balancer, child)
      : plain(name, balancer, child);
    edgeAlarms(name, args, balancer, child);

    this.listenerArn = listener.arn;
    this.firewallId = firewall.id;
    this.arnSuffix = balancer.arnSuffix;
    this.url = args.domain
      ? pulumi.output(`https://${args.domain.name}`)
      : pulumi.interpolate`http://${balancer.dnsName}`;
    this.registerOutputs({ url: this.url });
  }
}

function openFirewall(name: string, args: LoadBalancerArgs, child: Child): SecurityGroup {
  const firewall = new SecurityGroup(
    `${name}-firewall`,
    {
      name: physicalName("securityGroup", args.prefix, name),
      description: "The load balancer",
      vpcId: args.network.vpcId,
      tags: { Name: `${args.prefix}-${name}` },
    },
    child,
  );
  for (const port of args.domain ? [80, 443] : [80]) {
    const rule = { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: port, toPort: port };
    new SecurityGroupIngressRule(`${name}-from-internet-${port}`, { securityGroupId: firewall.id, ...rule }, child);
  }
  return firewall;
}

const notFound: ListenerArgs["defaultActions"] = [
  { type: "fixed-response", fixedResponse: { contentType: "text/plain", messageBody: "not found", statusCode: "404" } },
];

function plain(name: string, balancer: Alb, child: Child): Listener {
  return new Listener(
    `${name}-http`,
    { loadBalancerArn: balancer.arn, port: 80, protocol: "HTTP", defaultActions: notFound },
    child,
  );
}

function secured(
  name: string,
  domain: NonNullable<LoadBalancerArgs["domain"]>,
  hosts: readonly string[],
  balancer: Alb,
  child: Child,
): Listener {
  const zoneId = domain.zoneId ?? getZoneOutput({ name: domain.name }, child).zoneId;
  const certificate = new Certificate(`${name}-tls`, { domain: domain.name, aliases: domain.aliases, zoneId }, child);
  const loadBalancerArn = balancer.arn;
  new Listener(
    `${name}-redirect`,
    {
      loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
    },
    child,
  );
  const listener = new Listener(
    `${name}-https`,
    {
      loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      certificateArn: certificate.arn,
      // What AWS recommends since 2025: TLS 1.2 and 1.3 with forward secrecy and post-quantum key exchange.
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      routingHttpResponseServerEnabled: false,
      routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000",
      defaultActions: notFound,
    },
    child,
  );
  for (const host of [...new Set([domain.name, ...domain.aliases, ...hosts])].sort()) {
    const alias = { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true };
    new Record(`${name}-record-${host}`, { zoneId, name: host, type: "A", aliases: [alias] }, child);
  }
  return listener;
}

function edgeAlarms(name: string, args: LoadBalancerArgs, balancer: Alb, child: Child): void {
  const metric = {
    namespace: "AWS/ApplicationELB",
    dimensions: { LoadBalancer: balancer.arnSuffix },
    statistic: "Sum",
  };
  // Published only with traffic.
  const shared = { comparison: "above", periodSeconds: 60, missing: "notBreaching" } as const;
  alarm(
    `${name}-5xx`,
    args.alarms,
    {
      ...shared,
      severity: "page",
      description: `the load balancer itself answered more than 10 requests a minute with 5xx, for 3 minutes: no healthy task, or tasks that close connections`,
      metric: { ...metric, metricName: "HTTPCode_ELB_5XX_Count" },
      threshold: 10,
      periods: 3,
    },
    child,
  );
  alarm(
    `${name}-rejected`,
    args.alarms,
    {
      ...shared,
      severity: "notify",
      description: "the load balancer rejected connections because it was at its limit, for 3 minutes",
      metric: { ...metric, metricName: "RejectedConnectionCount" },
      threshold: 0,
      periods: 3,
    },
    child,
  );
}
