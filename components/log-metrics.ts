import { LogMetricFilter } from "@pulumi/aws/cloudwatch/logMetricFilter.js";
import * as pulumi from "@pulumi/pulumi";
import type { Metric } from "../lib/dashboard/graph.ts";
import { loggedErrorsPattern } from "../lib/logged-errors-pattern.ts";
import { mapValues } from "../lib/records.ts";
import { metricNamespace } from "./queue-metrics.ts";

export interface LogMetricsArgs {
  /** `<app>-<stack>`. */
  readonly prefix: string;
  /** Log group of each service. */
  readonly logGroups: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Counts the lines of each service's log that are JSON and say that they are errors. */
export class LogMetrics extends pulumi.ComponentResource {
  /** What counts the errors of each service. */
  readonly errors: Readonly<Record<string, Metric>>;

  constructor(name: string, args: LogMetricsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:log-metrics:LogMetrics", name, {}, opts);

    this.errors = mapValues(args.logGroups, (logGroupName, service) => {
      const metric = { namespace: metricNamespace(args.prefix), metricName: `${service}-logged-errors` };
      new LogMetricFilter(
        `${name}-${service}`,
        {
          name: metric.metricName,
          logGroupName,
          pattern: loggedErrorsPattern,
          metricTransformation: { namespace: metric.namespace, name: metric.metricName, value: "1", defaultValue: "0" },
        },
        { parent: this },
      );
      return { ...metric, dimensions: {} };
    });
    this.registerOutputs({});
  }
}
