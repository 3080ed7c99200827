import type { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { alarm } from "./alarm.ts";
import type { WebServiceArgs } from "./web-service.ts";

type Child = { parent: pulumi.Resource };

/** Alarm on a task that the load balancer takes out. */
export function unhealthyAlarm(name: string, args: WebServiceArgs, target: TargetGroup, child: Child): void {
  alarm(
    `${name}-unhealthy`,
    args.alarms,
    {
      severity: "page",
      description: `${name} has had a task that fails ${args.health.path} for 5 minutes: look at the task's log and at what the path checks`,
      metric: {
        namespace: "AWS/ApplicationELB",
        metricName: "UnHealthyHostCount",
        statistic: "Maximum",
        dimensions: { LoadBalancer: args.edge.arnSuffix, TargetGroup: target.arnSuffix },
      },
      comparison: "above",
      threshold: 0,
      periodSeconds: 60,
      periods: 5,
      missing: "notBreaching",
    },
    child,
  );
}

/** Alarm on the share of requests that the service itself fails. */
export function errorAlarm(name: string, args: WebServiceArgs, target: TargetGroup, child: Child): void {
  const dimensions = { LoadBalancer: args.edge.arnSuffix, TargetGroup: target.arnSuffix };
  const sum = (id: string, metricName: string) => ({
    id,
    returnData: false,
    metric: { namespace: "AWS/ApplicationELB", metricName, stat: "Sum", period: 60, dimensions },
  });
  alarm(
    `${name}-errors`,
    args.alarms,
    {
      severity: "page",
      description: `${name} answered more than 5 % of its requests with 5xx for 3 minutes: look at its log`,
      metric: {
        metricQueries: [
          // Below 20 requests a minute one failure would be a rate.
          {
            id: "rate",
            expression: "IF(requests > 20, 100 * FILL(errors, 0) / requests, 0)",
            label: "5xx %",
            returnData: true,
          },
          sum("errors", "HTTPCode_Target_5XX_Count"),
          sum("requests", "RequestCount"),
        ],
      },
      comparison: "above",
      threshold: 5,
      periods: 3,
      missing: "notBreaching",
    },
    child,
  );
}
