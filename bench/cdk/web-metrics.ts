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
  readonly requests: MathExpression;
  readonly healthy: MathExpression;
}

/** Metrics over a service's pair of target groups, which must be on a listener. */
export function webMetrics(id: string, first: ApplicationTargetGroup, second: ApplicationTargetGroup): WebMetrics {
  const sum = { statistic: Stats.SUM, period: minutely };
  const requests = both("requests", ({ metrics }) => metrics.requestCount(sum));
  const errors = both("errors", ({ metrics }) => metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum));
  const p95 = { statistic: Stats.percentile(95), period: minutely };
  const latency = both("latency", ({ metrics }) => metrics.targetResponseTime(p95));
  const maximum = { statistic: Stats.MAXIMUM, period: minutely };
  const unhealthy = both("unhealthy", ({ metrics }) => metrics.unhealthyHostCount(maximum));
  const healthy = both("healthy", ({ metrics }) => metrics.healthyHostCount(maximum));

  const rate = each("rate", (at) =>
    math(at, `IF(${requests[at].id} > 20, 100 * ${errors[at].id} / ${requests[at].id}, 0)`, [requests[at], errors[at]]),
  );
  const slow = each("slow", (at) =>
    math(at, `IF(${requests[at].id} > 20, ${latency[at].id}, 0)`, [requests[at], latency[at]]),
  );
  return {
    errors: math("5xx %", most(rate), Object.values(rate)),
    latency: math("p95 s", most(slow), Object.values(slow)),
    unhealthy: math("unhealthy tasks", most(unhealthy), Object.values(unhealthy)),
    requests: math("requests", total(requests), Object.values(requests)),
    healthy: math("healthy tasks", total(healthy), Object.values(healthy)),
  };

  function both(name: string, metric: (targets: ApplicationTargetGroup) => IMetric): Both {
    return each(name, (at) => metric(at === "first" ? first : second));
  }

  // In one graph an id stands for one metric alone.
  function each(name: string, metric: (at: keyof Both) => IMetric): Both {
    const named = (at: keyof Both) => ({ id: `${id}_${name}_${at}`, metric: metric(at) });
    return { first: named("first"), second: named("second") };
  }
}

interface Named {
  readonly id: string;
  readonly metric: IMetric;
}

type Both = Readonly<Record<"first" | "second", Named>>;

function total({ first, second }: Both): string {
  return `FILL(${first.id}, 0) + FILL(${second.id}, 0)`;
}

function most({ first, second }: Both): string {
  return `MAX([FILL(${first.id}, 0), FILL(${second.id}, 0)])`;
}

function math(label: string, expression: string, using: readonly Named[]): MathExpression {
  const usingMetrics = Object.fromEntries(using.map(({ id, metric }) => [id, metric]));
  return new MathExpression({ label, expression, usingMetrics, period: minutely });
}
