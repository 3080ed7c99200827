import { HealthCheck } from "@pulumi/aws/route53/healthCheck.js";
import * as pulumi from "@pulumi/pulumi";
import { type Alarms, alarm } from "./alarm.ts";

export interface UptimeCheckArgs {
  readonly alarms: Alarms;
  /** A topic in us-east-1 for whoever is woken up. */
  readonly topicArn: pulumi.Output<string>;
  /** Host that is asked, over HTTPS. */
  readonly domain: string;
  readonly path: string;
  /** Nobody is asked, and nobody woken: visitors get the answer of the maintenance. */
  readonly isPaused: boolean;
  /** What must be there before the first look. */
  readonly after: readonly pulumi.Resource[];
}

/** Where Route 53 has its metrics, wherever the stack is. */
const region = "us-east-1";

/**
 * A look at the app from outside: Route 53 asks the domain every 30 seconds from all over the world. It sees what no
 * metric inside can: DNS, the certificate, the way through the internet.
 */
export class UptimeCheck extends pulumi.ComponentResource {
  constructor(name: string, args: UptimeCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:uptime-check:UptimeCheck", name, {}, opts);
    const { alarms, topicArn, domain, path, isPaused } = args;

    const check = new HealthCheck(
      `${name}-check`,
      {
        type: "HTTPS",
        fqdn: domain,
        port: 443,
        resourcePath: path,
        enableSni: true,
        requestInterval: 30,
        failureThreshold: 3,
        measureLatency: false,
        disabled: isPaused,
        tags: { Name: `${alarms.prefix}-${name}` },
      },
      { parent: this, dependsOn: [...args.after] },
    );
    const { made: _, ...elsewhere } = alarms;
    alarm(
      `${name}-failing`,
      { ...elsewhere, topics: { pageArn: topicArn, notifyArn: topicArn } },
      {
        severity: "page",
        runbook: "uptime",
        description: `https://${domain}${path} has not answered from outside for 3 minutes: look whether the alarms inside ring too; if none does, it is DNS, the certificate or the load balancer`,
        metric: {
          region,
          namespace: "AWS/Route53",
          metricName: "HealthCheckStatus",
          statistic: "Minimum",
          dimensions: { HealthCheckId: check.id },
        },
        comparison: "below",
        threshold: 1,
        periodSeconds: 60,
        periods: 3,
        // Source: AWS's recommended alarms. A check that is paused publishes nothing.
        missing: isPaused ? "notBreaching" : "breaching",
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
