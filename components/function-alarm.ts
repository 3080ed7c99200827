import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { type AlarmArgs, type Alarms, alarm } from "./alarm.ts";

/** Tells developers that calls of a function fail, five minutes at a time; one that is not called does not fail. */
export function functionFailureAlarm(
  name: string,
  alarms: Alarms,
  code: LambdaFunction,
  args: Pick<AlarmArgs, "runbook" | "description" | "periods">,
  child: Parameters<typeof alarm>[3],
): void {
  alarm(
    `${name}-failed`,
    alarms,
    {
      ...args,
      severity: "notify",
      metric: {
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensions: { FunctionName: code.name },
        statistic: "Sum",
      },
      comparison: "above",
      threshold: 0,
      periodSeconds: 300,
      missing: "notBreaching",
    },
    child,
  );
}
