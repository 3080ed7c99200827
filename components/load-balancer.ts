import type { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import type { Listener } from "@pulumi/aws/lb/listener.js";
import { LoadBalancer as Alb } from "@pulumi/aws/lb/loadBalancer.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { AccessLogs } from "./access-logs.ts";
import type { Alarms } from "./alarm.ts";
import { certificateAlarm } from "./certificate-alarm.ts";
import type { DnsRecord } from "./dns-record.ts";
import { edgeAlarms } from "./edge-alarms.ts";
import {
  domainCertificate,
  type EdgeDomain,
  hostRecords,
  hostRecordsToSet,
  namesOf,
  tellHostRecords,
  zoneOf,
} from "./edge-domain.ts";
import { plainListener, type ResponseHeaders, securedListener } from "./edge-listeners.ts";
import { closeForMaintenance, closePaths } from "./fixed-answers.ts";
import type { Network } from "./network.ts";
import { WebAcl, type WebAclArgs } from "./web-acl.ts";

export interface LoadBalancerArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly network: Pick<Network, "vpcId" | "publicSubnetIds" | "publicReady">;
  readonly alarms: Alarms;
  /** Absent: plain HTTP under the load balancer's own name, which must have been asked for in so many words. */
  readonly domain?: EdgeDomain;
  /** Writes into the domain's zone where that is in another account. */
  readonly dnsProvider: pulumi.ProviderResource | undefined;
  /** Host names under the domain that get a record of their own. */
  readonly hosts: readonly string[];
  /** Seconds without a byte after which a connection is closed, 1 to 4000; a WebSocket needs a ping within it. */
  readonly idleTimeoutSeconds: number;
  /** AWS refuses to delete it, and its access logs are kept. */
  readonly deletionProtection: boolean;
  readonly headers: ResponseHeaders;
  /** Path patterns that answer 404 on every host, whatever the routes say. */
  readonly closed: readonly string[];
  /** Absent: requests are not logged. */
  readonly accessLogs?: { readonly retentionDays: number };
  /** Absent: no web application firewall. */
  readonly waf?: Pick<WebAclArgs, "mode" | "requestsPerFiveMinutes" | "allow" | "deny">;
  /** Every request is answered with 503 and this message. */
  readonly maintenance?: { readonly message: string };
  /** Days that the firewall's log is kept. */
  readonly logRetentionDays: number;
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
  /** What people set where the domain's DNS is not Route 53; absent where nobody has to. */
  readonly dnsRecords: pulumi.Output<DnsRecord[]> | undefined;
  /** The alarm on what it answers itself instead of a service: a symptom, for which `pageForEdge` speaks. */
  readonly ownErrors: MetricAlarm;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:load-balancer:LoadBalancer", name, {}, opts);
    const child = { parent: this };

    const firewall = openFirewall(name, args, child);
    const balancer = loadBalancer(name, args, firewall, child);
    const reached = args.domain
      ? underDomain(name, args, args.domain, balancer, child)
      : {
          listener: plainListener(name, balancer, args.headers, child),
          url: pulumi.interpolate`http://${balancer.dnsName}`,
        };
    closePaths(name, reached.listener.arn, args.closed, child);
    if (args.maintenance) {
      closeForMaintenance(name, reached.listener.arn, args.maintenance.message, child);
    }
    if (args.waf) {
      const { prefix, logRetentionDays } = args;
      new WebAcl(`${name}-waf`, { prefix, logRetentionDays, loadBalancerArn: balancer.arn, ...args.waf }, child);
    }
    this.ownErrors = edgeAlarms(name, args.alarms, balancer, child);

    this.listenerArn = reached.listener.arn;
    this.firewallId = firewall.id;
    this.arnSuffix = balancer.arnSuffix;
    this.url = reached.url;
    this.dnsRecords = reached.dnsRecords;
    this.registerOutputs({ url: this.url });
  }
}

/** How the app is reached. */
interface Reached {
  readonly listener: Listener;
  readonly url: pulumi.Output<string>;
  readonly dnsRecords?: pulumi.Output<DnsRecord[]>;
}

function loadBalancer(name: string, args: LoadBalancerArgs, firewall: SecurityGroup, child: Child): Alb {
  const { prefix, accountId, domain, deletionProtection } = args;
  const logs =
    args.accessLogs &&
    new AccessLogs(`${name}-logs`, { prefix, accountId, deletable: !deletionProtection, ...args.accessLogs }, child);
  const told =
    domain?.dns.kind === "external" ? tellHostRecords(name, namesOf(domain, args.hosts), child.parent) : undefined;
  return new Alb(
    `${name}-alb`,
    {
      name: physicalName("loadBalancer", prefix, name),
      loadBalancerType: "application",
      internal: false,
      subnets: args.network.publicSubnetIds,
      securityGroups: [firewall.id],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      idleTimeout: args.idleTimeoutSeconds,
      enableDeletionProtection: deletionProtection,
      // Said also when it is off: the provider leaves logs on that are no longer mentioned.
      accessLogs: { bucket: logs?.bucketName ?? "", enabled: logs !== undefined },
    },
    {
      ...child,
      ...told,
      protect: deletionProtection,
      dependsOn: [...args.network.publicReady, ...(logs?.ready ?? [])],
    },
  );
}

function underDomain(name: string, args: LoadBalancerArgs, domain: EdgeDomain, balancer: Alb, child: Child): Reached {
  const names = namesOf(domain, args.hosts);
  const zone = zoneOf(domain, names, args.dnsProvider, child);
  const certificate = domainCertificate(name, domain, zone, child);
  certificateAlarm(name, args.alarms, certificate.arn, child);
  const listener = securedListener(name, certificate.arn, balancer, args.headers, child);
  const reached = { listener, url: pulumi.output(`https://${domain.name}`) };
  if (zone) {
    hostRecords(name, zone, names, balancer, child);
    return reached;
  }
  const toSet = pulumi.all([certificate.validationRecords, balancer.dnsName]);
  return {
    ...reached,
    dnsRecords: toSet.apply(([proofs, dnsName]) => [...proofs, ...hostRecordsToSet(names, dnsName)]),
  };
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
