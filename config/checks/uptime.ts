import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { profiles } from "../profiles.ts";
import { whoHearsPages } from "../resolve-alarms.ts";
import { answeringOnApex, healthPathOnApex, resolveUptime } from "../resolve-uptime.ts";

const key: Path = ["environment", "uptime"];

/** Somebody answers the look from outside, and whoever is woken up can hear of it. */
export function checkUptime(config: Config, report: Report): void {
  const { uptime, domain, profile } = config.environment;
  if (typeof uptime === "object") {
    checkPath(config, uptime.path, report);
  } else if (uptime === undefined && domain !== undefined && profiles[profile].uptime && !healthPathOnApex(config)) {
    const says =
      "nobody looks from outside: no web service answers its health path on the apex of the domain: name a path that is answered, {path: /…}, or say none";
    report.warn(key, says);
  }
  if (resolveUptime(config)) {
    checkHearing(config, report);
    if (config.environment.cost?.sleep) {
      report.problem(
        key,
        undefined,
        "would page every night, when environment.cost.sleep stops what answers: remove one of the two",
      );
    }
  }
}

function checkPath(config: Config, path: string, report: Report): void {
  if (config.environment.domain === undefined) {
    report.problem(key, undefined, "needs a domain to ask: add environment.domain, or remove it");
  } else if (answeringOnApex(config, path) === undefined) {
    const says =
      "is answered by no service on the apex of the domain: name a path that a route leads to and environment.edge.closed does not close";
    report.problem([...key, "path"], path, says);
  }
}

/**
 * Regions that an account has to ask for: a topic in us-east-1 does not reach a function there.
 * Source: https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
 */
const regionsToAskFor =
  /^(af-south-1|ap-east-\d|ap-northeast-3|ap-south-2|ap-southeast-[3-9]|ca-west-1|eu-central-2|eu-south-\d|il-central-1|me-(central|south)-1|mx-central-1)$/;

function checkHearing({ environment }: Config, report: Report): void {
  const { alarms, aws } = environment;
  const group = whoHearsPages(environment);
  for (const [index, receiver] of (alarms?.[group] ?? []).entries()) {
    if ("telegram" in receiver && regionsToAskFor.test(aws.region)) {
      const says = `cannot hear of the look from outside: its topic is in us-east-1, and SNS does not reach a function in ${aws.region} from there: name another receiver, or say environment.uptime: none`;
      report.problem(["environment", "alarms", group, index, "telegram"], receiver.telegram, says);
    }
  }
}
