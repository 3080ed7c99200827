import type { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer.js";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, type Alarms, alarm, earlyWarning } from "./alarm.ts";
import { pageOnce } from "./composite-alarm.ts";

const namespace = "AWS/ApplicationELB";
/** Fewer connections a minute tell nothing: one scanner would be a rate. */
const tooFew = 100;

/**
 * What is watched of the load balancer itself; what its services answer is watched with them.
 *
 * @returns the alarm on what it answers itself instead of a service
 */
export function edgeAlarms(
  name: string,
  alarms: Alarms,
  balancer: LoadBalancer,
  child: pulumi.ResourceOptions,
): MetricAlarm {
  const dimensions = { LoadBalancer: balancer.arnSuffix };
  const sum = (metricName: string): AlarmArgs["metric"] => ({ namespace, metricName, statistic: "Sum", dimensions });
  // Published only with traffic.
  const shared = { comparison: "above", missing: "notBreaching" } as const;
  const notify = { ...shared, severity: "notify", periodSeconds: 60 } as const;
  alarm(
    `${name}-rejected`,
    alarms,
    {
      ...notify,
      runbook: "edge-rejected",
      description: "the load balancer rejected connections because it was at its limit, for 3 minutes",
      metric: sum("RejectedConnectionCount"),
      threshold: 0,
      periods: 3,
    },
    child,
  );
  earlyWarning(
    `${name}-tls-errors`,
    alarms,
    {
      ...shared,
      runbook: "edge-tls",
      description: `more than 20 % of the connections to the load balancer did not agree on TLS for 15 minutes: a certificate or a protocol that clients do not take`,
      metric: tlsFailures(dimensions),
      threshold: 20,
      periods: 15,
    },
    child,
  );
  return alarm(
    `${name}-5xx`,
    alarms,
    {
      ...shared,
      periodSeconds: 60,
      severity: "symptom",
      runbook: "edge-broken",
      description: `the load balancer itself answered more than 10 requests a minute with 5xx, for 6 minutes: no healthy task, or tasks that close connections`,
      metric: sum("HTTPCode_ELB_5XX_Count"),
      threshold: 10,
      // A minute longer than a service's own alarms need, which explain it.
      periods: 6,
    },
    child,
  );
}

/** Pages for what the load balancer answers itself, unless the alarm of a web service explains it. */
export function pageForEdge(
  name: string,
  alarms: Alarms,
  edge: pulumi.Resource & { readonly ownErrors: MetricAlarm },
  webServices: readonly pulumi.Input<string>[],
): void {
  pageOnce(
    name,
    alarms,
    {
      kind: "broken",
      description:
        "the load balancer itself has been answering requests with 5xx for 6 minutes, and no alarm of a web service explains it: look at whether tasks close connections, and at its rules",
      runbook: "edge-broken",
      symptoms: { always: [edge.ownErrors] },
      causes: webServices,
    },
    { parent: edge },
  );
}

/** A rate, since anybody may knock without TLS. */
function tlsFailures(dimensions: AlarmArgs["metric"]["dimensions"] & {}): AlarmArgs["metric"] {
  const count = (id: string, metricName: string) => ({
    id,
    returnData: false,
    metric: { namespace, metricName, stat: "Sum", period: 60, dimensions },
  });
  return {
    metricQueries: [
      { id: "rate", expression: rate, label: "% that failed", returnData: true },
      count("failed", "ClientTLSNegotiationErrorCount"),
      count("connections", "NewConnectionCount"),
    ],
  };
}

const rate = `IF(connections > ${tooFew}, 100 * failed / connections, 0)`;
