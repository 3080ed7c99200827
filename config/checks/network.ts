import { zoneBlocks } from "../../lib/cidr.ts";
import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { resolveNetwork } from "../resolve-place.ts";

const zonesPath: Path = ["environment", "network", "zones"];

/** The network has room for its zones, and its tasks a way out. */
export function checkNetwork(config: Config, report: Report): void {
  const { environment } = config;
  const { cidr, zones, nat } = resolveNetwork(config);
  checkZones(zones, environment.aws.region, environment.network?.zones !== undefined, report);
  try {
    for (const index of zones.keys()) {
      zoneBlocks(cidr, index);
    }
  } catch (error) {
    // What lib/cidr says is a whole sentence about the block.
    report.problem(
      ["environment", "network", "cidr"],
      undefined,
      error instanceof Error ? error.message : String(error),
    );
  }
  if (nat === "none") {
    report.problem(
      ["environment", "network", "nat"],
      nat,
      "leaves tasks no way to their images, secrets and logs: use single or per-zone",
    );
  }
}

function checkZones(zones: readonly string[], region: string, isGiven: boolean, report: Report): void {
  for (const [index, zone] of zones.entries()) {
    if (zone.slice(0, -1) !== region) {
      report.problem([...zonesPath, index], zone, `is no zone of ${region}: write it like ${region}a`);
    } else if (zones.indexOf(zone) !== index) {
      report.problem([...zonesPath, index], zone, "is there twice: remove it");
    }
  }
  if (zones.length < 2) {
    report.problem(zonesPath, undefined, `has ${zones.length}: a load balancer and a database need 2 or more`);
  } else if (!isGiven && region === "us-west-1") {
    report.problem(
      zonesPath,
      undefined,
      "is missing: which zones of us-west-1 an account has differs from account to account: name two",
    );
  }
}
