import { caBundleRegions } from "../../lib/ca-bundle.ts";
import type { Config } from "../blocks.ts";
import { oneOf, type Report } from "../problem.ts";

/** Tasks check the certificates of their stores, so those of the region must be at hand. */
export function checkCertificates({ app, environment: { aws } }: Config, report: Report): void {
  const hasStores = Object.keys({ ...app.databases, ...app.caches }).length > 0;
  const regions = caBundleRegions();
  if (hasStores && !regions.includes(aws.region)) {
    const says = `is a region whose certificates slipway does not have, and the app uses a store: ${oneOf(aws.region, regions)}`;
    report.problem(["environment", "aws", "region"], aws.region, says);
  }
}
