import type { Config } from "../blocks.ts";
import type { Report } from "../problem.ts";

/** What the load balancer's access logs make of their own name, `edge-logs`, and that of a bucket would make too. */
const accessLogs = "edge-logs";

/** Buckets have names of their own, and what is said of their versions has an effect. */
export function checkBuckets({ app, environment }: Config, report: Report): void {
  if (app.buckets?.[accessLogs]) {
    const says = "is the name of the bucket with the load balancer's access logs: use another one";
    report.problem(["app", "buckets", accessLogs], undefined, says);
  }
  for (const [key, { noncurrentDays }] of Object.entries(environment.buckets ?? {})) {
    if (noncurrentDays !== undefined && app.buckets?.[key]?.versioned === false) {
      const says = `counts for versions from before only: slipway:app.buckets.${key}.versioned is false, so an overwritten or deleted object is gone at once`;
      report.warn(["environment", "buckets", key, "noncurrentDays"], says);
    }
  }
}
