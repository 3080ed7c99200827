import { parseUrn } from "../../lib/urn.ts";
import type { Config } from "../blocks.ts";
import type { Report } from "../problem.ts";
import { profiles } from "../profiles.ts";
import type { Where } from "../where.ts";

/** What it starts with is a reason to replace it only where it is named. */
const databaseType = "aws:rds/instance:Instance";

/** What may be replaced is something of this stack; while it may, the plan says so and which steps are left. */
export function checkAllowReplace({ environment }: Config, { stack }: Where, report: Report): void {
  const { allowReplace = [], profile } = environment;
  for (const [index, text] of allowReplace.entries()) {
    const path = ["environment", "allowReplace", index];
    const urn = parseUrn(text);
    const { types = [], name } = urn ?? {};
    if (urn && urn.stack !== stack) {
      report.problem(path, undefined, `${text} is of the stack ${urn.stack}: name something of ${stack}`);
    } else if (types.at(-1)?.startsWith("slipway:")) {
      report.problem(path, undefined, `${text} is a component, which holds nothing itself: name the resource in it`);
    } else if (allowReplace.indexOf(text) < index) {
      report.problem(path, undefined, `${text} is named twice: name it once`);
    } else if (!profiles[profile].protect && types.at(-1) === databaseType) {
      report.warn(path, `while this stands, another restoreFrom replaces ${name}: remove this line when that is done`);
    } else if (!profiles[profile].protect) {
      report.warn(path, `has no effect: in the ${profile} profile ${name} is not protected`);
    } else {
      report.warn(
        path,
        `nothing protects ${name} while this stands: run "pulumi up" without the change first, which takes its ` +
          'protections off; then "pulumi up" with the change; then remove this line',
      );
    }
  }
}
