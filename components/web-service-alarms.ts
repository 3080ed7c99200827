import type { cloudwatch } from "@pulumi/aws/types/input.js";
import type * as pulumi from "@pulumi/pulumi";
import { alarm } from "./alarm.ts";
import type { RollbackSignal, Signal } from "./rollback-alarms.ts";
import type { ScalingSignal } from "./scaling.ts";
import type { WebServiceArgs } from "./web-service-args.ts";
import type { Targets } from "./web-service-targets.ts";

type Child = { parent: pulumi.Resource };
type WebSignal = Extract<RollbackSignal, "errors" | "latency" | "unhealthyTasks">;

/** Fewer requests a minute tell nothing: one failure would be a rate. */
const tooFew = 20;
const namespace = "AWS/ApplicationELB";
const sides = { primary: "first", alternate: "second" } as const;

/** How a web service does towards its clients, over both target groups: a deployment moves from one to the other. */
export function webSignals(name: string, args: WebServiceArgs, targets: Targets): Partial<Record<WebSignal, Signal>> {
  const { errorPercent, p95Seconds } = args.objectives;
  const requests = queries(args, targets, "requests", "RequestCount", "Sum");
  const fast = { minutes: 2, outOf: 2 };
  return {
    ...(errorPercent !== undefined && {
      errors: {
        ...fast,
        metric: math(
          `IF(${sum("requests")} > ${tooFew}, 100 * (${sum("errors")}) / (${sum("requests")}), 0)`,
          "5xx %",
          [...requests, ...queries(args, targets, "errors", "HTTPCode_Target_5XX_Count", "Sum")],
        ),
        above: errorPercent,
        says: `${name} answers more than ${errorPercent} % of its requests with 5xx for 2 minutes`,
      },
    }),
    ...(p95Seconds !== undefined && {
      latency: {
        ...fast,
        metric: math(`IF(${sum("requests")} > ${tooFew}, ${worse("latency")}, 0)`, "p95 s", [
          ...requests,
          ...queries(args, targets, "latency", "TargetResponseTime", "p95"),
        ]),
        above: p95Seconds,
        says: `${name} takes longer than ${p95Seconds} s for 1 in 20 requests for 2 minutes`,
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
    says: `a task of ${name} fails ${args.health.path} for ${minutes} minutes`,
    minutes,
    outOf: minutes,
  };
}

/** The alarms that wake somebody, on the same numbers as the rollback. */
export function webAlarms(
  name: string,
  args: WebServiceArgs,
  signals: Partial<Record<WebSignal, Signal>>,
  child: Child,
): void {
  const shared = { comparison: "above", missing: "notBreaching", periods: 5 } as const;
  const { errors, latency, unhealthyTasks } = signals;
  if (errors) {
    const description = `${name} has answered more than ${errors.above} % of its requests with 5xx for 5 minutes: look at its log`;
    alarm(
      `${name}-errors`,
      args.alarms,
      { ...shared, severity: "page", description, metric: errors.metric, threshold: errors.above },
      child,
    );
  }
  if (latency) {
    const description = `${name} has taken longer than ${latency.above} s for 1 in 20 requests for 5 minutes: look at its CPU, its database and what it calls`;
    alarm(
      `${name}-latency`,
      args.alarms,
      { ...shared, severity: "notify", description, metric: latency.metric, threshold: latency.above },
      child,
    );
  }
  if (unhealthyTasks) {
    const minutes = Math.max(5, unhealthyTasks.outOf);
    const description = `${name} has had a task that fails ${args.health.path} for ${minutes} minutes: look at the task's log and at what the path checks`;
    alarm(
      `${name}-unhealthy`,
      args.alarms,
      { ...shared, severity: "page", description, metric: unhealthyTasks.metric, threshold: 0, periods: minutes },
      child,
    );
  }
}

/** Requests for each healthy task: AWS's own signal knows one target group, and a deployment moves to the other. */
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
        expression: `IF(${sum("healthy")} > 0, (${sum("requests")}) / (${sum("healthy")}), 0)`,
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

/** One query for each target group. A group without tasks publishes nothing, so what uses them fills the gaps. */
function queries(args: WebServiceArgs, targets: Targets, id: string, metricName: string, stat: string) {
  return (["primary", "alternate"] as const).map((side) => ({
    id: `${id}${sides[side]}`,
    returnData: false,
    metric: { namespace, metricName, stat, period: 60, dimensions: dimensionsOf(args, targets, side) },
  }));
}

function dimensionsOf(args: WebServiceArgs, targets: Targets, side: keyof typeof sides) {
  return { LoadBalancer: args.edge.arnSuffix, TargetGroup: targets[side].arnSuffix };
}

function sum(id: string): string {
  return `FILL(${id}${sides.primary}, 0) + FILL(${id}${sides.alternate}, 0)`;
}

function worse(id: string): string {
  return `MAX([FILL(${id}${sides.primary}, 0), FILL(${id}${sides.alternate}, 0)])`;
}
