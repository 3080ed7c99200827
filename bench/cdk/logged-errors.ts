import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { Watched } from "./service";

const words = ["error", "ERROR", "critical", "CRITICAL", "fatal", "FATAL"];
const isError = ["level", "severity", "levelname"]
  .flatMap((field) => words.map((word) => `$.${field} = "${word}"`))
  .concat(["$.level = 50", "$.level = 60"]);

/** Counts the lines of each service's log that say that they are errors. */
export function loggedErrors(services: Readonly<Record<string, Watched>>): cloudwatch.Metric[] {
  return Object.entries(services).map(([name, { task }]) =>
    task.logGroup
      .addMetricFilter("Errors", {
        filterPattern: FilterPattern.literal(`{ ${isError.join(" || ")} }`),
        metricNamespace: "harbour-staging",
        metricName: `${name}-logged-errors`,
        metricValue: "1",
        defaultValue: 0,
      })
      .metric({ label: name, statistic: cloudwatch.Stats.SUM }),
  );
}
