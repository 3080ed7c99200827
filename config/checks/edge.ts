import { contains, parseCidr } from "../../lib/cidr.ts";
import { parseRoute } from "../../lib/route.ts";
import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import { type Report, whyNot } from "../problem.ts";

type EdgeConfig = NonNullable<Config["environment"]["edge"]>;

const edgePath: Path = ["environment", "edge"];

/** What the load balancer is told is what it takes, and what it is told twice does not cancel out. */
export function checkEdge({ environment: { edge } }: Config, report: Report): void {
  if (!edge) {
    return;
  }
  checkClosed(edge, report);
  if (edge.insecureHttp && (edge.headers?.hstsSeconds ?? 0) > 0) {
    const says =
      "browsers heed it over HTTPS only, and edge.insecureHttp serves plain HTTP: remove it, or add environment.domain instead of edge.insecureHttp";
    report.problem([...edgePath, "headers", "hstsSeconds"], edge.headers?.hstsSeconds, says);
  }
  if (typeof edge.waf === "object") {
    checkFirewall(edge.waf, report);
  }
}

function checkClosed({ closed = [] }: EdgeConfig, report: Report): void {
  for (const [index, pattern] of closed.entries()) {
    const parsed = parseRoute(pattern);
    const path = [...edgePath, "closed", index];
    if (!pattern.startsWith("/")) {
      report.problem(path, pattern, "is no path: begin it with /, since a closed path is closed on every host");
    } else if ("wrong" in parsed) {
      report.problem(path, pattern, parsed.wrong);
    } else if (/^\/?\*+$/.test(pattern)) {
      report.problem(path, pattern, "closes everything: use edge.maintenance: {because: …}, which says so to visitors");
    }
  }
}

function checkFirewall(waf: Exclude<NonNullable<EdgeConfig["waf"]>, string>, report: Report): void {
  const path = [...edgePath, "waf"];
  const { mode, requestsPerFiveMinutes, allow = [], deny = [] } = waf;
  for (const [key, blocks] of Object.entries({ allow, deny })) {
    for (const [index, block] of blocks.entries()) {
      const wrong = whyNot(() => parseCidr(block));
      if (wrong !== undefined) {
        report.problem([...path, key, index], undefined, wrong);
      } else if (block.endsWith("/0")) {
        report.problem([...path, key, index], block, "is everybody: AWS WAF takes blocks from /1 to /32");
      }
    }
  }
  for (const [index, block] of deny.entries()) {
    const allowed = allow.find((wide) => isInside(block, wide));
    if (allowed !== undefined) {
      const says = `is inside ${allowed} of waf.allow, which comes first, so it would never be blocked: remove it, or make waf.allow narrower`;
      report.problem([...path, "deny", index], block, says);
    }
  }
  if (mode === "none" && (requestsPerFiveMinutes !== undefined || allow.length > 0 || deny.length > 0)) {
    report.warn(path, "its numbers and addresses have no effect with mode: none");
  }
}

function isInside(block: string, wide: string): boolean {
  return whyNot(() => contains(wide, block)) === undefined && contains(wide, block);
}
