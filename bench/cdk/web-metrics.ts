import { type IMetric, MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { type ApplicationTargetGroup, HttpCodeTarget } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { minutely } from "./alarms";

/** What a web service is watched by, over both of its target groups, whichever of them serves. */
export interface WebMetrics {
  /** Answers of 5xx in percent, once there are enough requests to say so. */
  readonly errors: MathExpression;
  /** Seconds that all but 1 in 20 requests take. */
  readonly latency: MathExpression;
  readonly unhealthy: MathExpression;
}

/** Metrics over a pair of target groups, which must be on a listener. */
export function webMetrics(first: ApplicationTargetGroup, second: ApplicationTargetGroup): WebMetrics {
  const sum = { statistic: Stats.SUM, period: minutely };
  const requests = both("requests", ({ metrics }) => metrics.requestCount(sum));
  const errors = both("errors", ({ metrics }) => metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum));
  const p95 = { statistic: Stats.percentile(95), period: minutely };
  const latency = both("latency", ({ metrics }) => metrics.targetResponseTime(p95));
  const maximum = { statistic: Stats.MAXIMUM, period: minutely };
  const unhealthy = both("unhealthy", ({ metrics }) => metrics.unhealthyHostCount(maximum));

  const count = total("requests");
  return {
    errors: math("5xx %", `IF(${count} > 20, 100 * (${total("errors")}) / (${count}), 0)`, { ...requests, ...errors }),
    latency: math("p95 s", `IF(${count} > 20, ${most("latency")}, 0)`, { ...requests, ...latency }),
    unhealthy: math("unhealthy tasks", most("unhealthy"), unhealthy),
  };

  function both(name: string, metric: (targets: ApplicationTargetGroup) => IMetric): Record<string, IMetric> {
    return { [`${name}first`]: metric(first), [`${name}second`]: metric(second) };
  }
}

function total(name: string): string {
  return `FILL(${name}first, 0) + FILL(${name}second, 0)`;
}

function most(name: string): string {
  return `MAX([FILL(${name}first, 0), FILL(${name}second, 0)])`;
}

function math(label: string, expression: string, usingMetrics: Record<string, IMetric>): MathExpression {
  return new MathExpression({ label, expression, usingMetrics, period: minutely });
}
