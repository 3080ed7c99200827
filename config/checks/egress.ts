import { parseCidr } from "../../lib/cidr.ts";
import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import { type Report, whyNot } from "../problem.ts";

const everywhere = "0.0.0.0/0";

/** Each way out is one rule of a security group, and AWS takes no rule twice. */
export function checkEgress({ app }: Config, report: Report): void {
  const taken = new Set<string>();
  for (const [index, { port, to }] of (app.egress ?? []).entries()) {
    const path: Path = ["app", "egress", index];
    const block = to === "any" ? everywhere : to;
    const rule = `${port} to ${block}`;
    const wrong = whyNot(() => parseCidr(block));
    if (wrong !== undefined) {
      report.problem([...path, "to"], undefined, wrong);
    } else if (port === 443 && block === everywhere) {
      report.problem(path, `${port} to ${to}`, "is always there, every task may reach port 443 anywhere: remove it");
    } else if (taken.has(rule)) {
      report.problem(path, `${port} to ${to}`, "is there twice: remove it");
    }
    taken.add(rule);
  }
}
