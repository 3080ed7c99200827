import type * as pulumi from "@pulumi/pulumi";
import { type Alarms, alarm } from "./alarm.ts";

/**
 * Alarm on a certificate that nobody renewed: ACM renews its own 60 days before the end, and warns at 45.
 * Source: https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html
 */
export function certificateAlarm(
  name: string,
  alarms: Alarms,
  certificateArn: pulumi.Input<string>,
  child: pulumi.ResourceOptions,
): void {
  alarm(
    `${name}-certificate`,
    alarms,
    {
      severity: "notify",
      runbook: "certificate",
      description: `the certificate of the load balancer ends in less than 45 days and was not renewed: look at its validation records, or import a new one`,
      metric: {
        namespace: "AWS/CertificateManager",
        metricName: "DaysToExpiry",
        statistic: "Minimum",
        dimensions: { CertificateArn: certificateArn },
      },
      comparison: "below",
      threshold: 45,
      periodSeconds: 86_400,
      periods: 1,
      // ACM is silent about a certificate that has ended, and about a new one for half a day.
      missing: "tells",
    },
    child,
  );
}
