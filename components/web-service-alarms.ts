import type { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { cloudwatch } from "@pulumi/aws/types/input.js";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, alarm } from "./alarm.ts";
import { type RollbackSignal, type Signal, soon } from "./rollback-alarms.ts";
import type { ScalingSignal } from "./scaling.ts";
import type { OwnSymptoms } from "./service-alarms.ts";
import type { WebServiceArgs } from "./web-service-args.ts";
import type { Targets } from "./web-service-targets.ts";

type Child = { parent: pulumi.Resource };
type WebSignal = Extract<RollbackSignal, "errors" | "latency" | "unhealthyTasks">;

/** Fewer requests a minute tell nothing: one failure would be a rate. */
const tooFew = 20;
const namespace = "AWS/ApplicationELB";
const sides = { primary: "first", alternate: "second" } as const;

/**
 * How a web service does towards its clients: the worse of its two target groups, of which a deployment moves from one
 * to the other. A canary has few of the requests, so a rate over both would hide that all of its own fail.
 */
export function webSignals(name: string, args: WebServiceArgs, targets: Targets): Partial<Record<WebSignal, Signal>> {
  const { errorPercent, p95Seconds } = args.objectives;
  const requests = queries(args, targets, "requests", "RequestCount", "Sum");
  return {
    ...(errorPercent !== undefined && {
      errors: {
        ...soon,
        metric: math(worse("rate"), "5xx %", [
          ...eachSide("rate", (side) => enough(side, `100 * errors${side} / requests${side}`)),
          ...requests,
          ...queries(args, targets, "errors", "HTTPCode_Target_5XX_Count", "Sum"),
        ]),
        above: errorPercent,
        says: `${name} answers more than ${errorPercent} % of its requests with 5xx in 2 of 3 minutes`,
      },
    }),
    ...(p95Seconds !== undefined && {
      latency: {
        ...soon,
        metric: math(worse("slow"), "p95 s", [
          ...eachSide("slow", (side) => enough(side, `latency${side}`)),
          ...requests,
          ...queries(args, targets, "latency", "TargetResponseTime", "p95"),
        ]),
        above: p95Seconds,
        says: `${name} takes longer than ${p95Seconds} s for 1 in 20 requests in 2 of 3 minutes`,
      },
    }),
    unhealthyTasks: unhealthySignal(name, args, targets),
  };
}

/** A task that starts slowly fails its checks within the grace period, and that is no reason to go back. */
function unhealthySignal(name: string, args: WebServiceArgs, targets: Targets): Signal {
  const minutes = Math.ceil(args.health.graceSeconds / 60) + 2;
  return {
    metric: math(worse("unhealthy"), "unhealthy tasks", [
      ...queries(args, targets, "unhealthy", "UnHealthyHostCount", "Maximum"),
    ]),
    above: 0,
    says: `a task of ${name} fails ${args.health.path} in ${minutes} of ${minutes + 1} minutes`,
    minutes,
    outOf: minutes + 1,
  };
}

/** The alarms on the same numbers as the rollback; slow answers alone wake nobody. */
export function webAlarms(
  name: string,
  args: WebServiceArgs,
  { errors, latency, unhealthyTasks }: Partial<Record<WebSignal, Signal>>,
  child: Child,
): OwnSymptoms {
  const shared = { comparison: "above", missing: "notBreaching", datapoints: 4, periods: 5 } as const;
  const symptom = { ...shared, severity: "symptom", runbook: "service-broken" } as const;
  const make = (kind: string, own: AlarmArgs): MetricAlarm => alarm(`${name}-${kind}`, args.alarms, own, child);
  if (latency) {
    const description = `${name} has taken longer than ${latency.above} s for 1 in 20 requests in 4 of 5 minutes: look at its CPU, its database and what it calls`;
    const own = { severity: "notify", runbook: "service-slow", description } as const;
    make("latency", { ...shared, ...own, metric: latency.metric, threshold: latency.above });
  }
  const failing =
    errors &&
    make("errors", {
      ...symptom,
      description: `${name} has answered more than ${errors.above} % of its requests with 5xx in 4 of 5 minutes: look at its log`,
      metric: errors.metric,
      threshold: errors.above,
    });
  const datapoints = Math.max(4, unhealthyTasks?.minutes ?? 0);
  const periods = datapoints + 1;
  const unhealthy =
    unhealthyTasks &&
    make("unhealthy", {
      ...symptom,
      description: `${name} has had a task that fails ${args.health.path} in ${datapoints} of ${periods} minutes: look at the task's log and at what the path checks`,
      metric: unhealthyTasks.metric,
      threshold: 0,
      datapoints,
      periods,
    });
  return { always: failing ? [failing] : [], unlessDeploying: unhealthy ? [unhealthy] : [] };
}

/**
 * Requests for each healthy task: AWS's own signal knows one target group, and a deployment moves to the other. In a sum
 * a group that says nothing counts as 0; a minute of which both say nothing yet stays without a number, which FILL would
 * take for a minute without requests.
 */
export function requestsSignal(args: WebServiceArgs, targets: Targets, target: number): ScalingSignal {
  const metric = (id: string, metricName: string, stat: string) =>
    (["primary", "alternate"] as const).map((side) => ({
      id: `${id}${sides[side]}`,
      returnData: false,
      metricStat: {
        stat,
        metric: {
          namespace,
          metricName,
          dimensions: Object.entries(dimensionsOf(args, targets, side)).map(([key, value]) => ({ name: key, value })),
        },
      },
    }));
  return {
    target,
    metrics: [
      {
        id: "each",
        expression: `IF(${sum("healthy")} > 0, ${sum("requests")} / ${sum("healthy")}, 0)`,
        label: "requests a minute for each healthy task",
        returnData: true,
      },
      ...metric("requests", "RequestCount", "Sum"),
      ...metric("healthy", "HealthyHostCount", "Maximum"),
    ],
  };
}

function math(
  expression: string,
  label: string,
  inputs: readonly cloudwatch.MetricAlarmMetricQuery[],
): Signal["metric"] {
  return { metricQueries: [{ id: "result", expression, label, returnData: true }, ...inputs] };
}

/** One query for each target group. */
function queries(args: WebServiceArgs, targets: Targets, id: string, metricName: string, stat: string) {
  return (["primary", "alternate"] as const).map((side) => ({
    id: `${id}${sides[side]}`,
    returnData: false,
    metric: { namespace, metricName, stat, period: 60, dimensions: dimensionsOf(args, targets, side) },
  }));
}

/** One line of metric math for each target group, in which the ids of its queries end with `side`. */
function eachSide(id: string, expression: (side: string) => string) {
  return Object.values(sides).map((side) => ({
    id: `${id}${side}`,
    expression: expression(side),
    returnData: false,
  }));
}

function dimensionsOf(args: WebServiceArgs, targets: Targets, side: keyof typeof sides) {
  return { LoadBalancer: args.edge.arnSuffix, TargetGroup: targets[side].arnSuffix };
}

/** What a group has to say, if it has enough requests to say anything. */
function enough(side: string, value: string): string {
  return `IF(requests${side} > ${tooFew}, ${value}, 0)`;
}

function sum(id: string): string {
  return `(${id}${sides.primary} + ${id}${sides.alternate})`;
}

/**
 * A group without tasks publishes nothing and is filled up. So is a minute that is late, so who uses this asks for one
 * minute less than it looks at.
 */
function worse(id: string): string {
  return `MAX([FILL(${id}${sides.primary}, 0), FILL(${id}${sides.alternate}, 0)])`;
}
