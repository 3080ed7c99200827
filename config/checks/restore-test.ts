import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { profiles } from "../profiles.ts";
import { testedDatabases } from "../resolve-restore-test.ts";

const path: Path = ["environment", "restoreTest"];

// All variables of a function have 4 KB: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
const mostLetters = 3700;
/** ARNs and names beside a query, and the usual query. */
const lettersOfEach = 450;

/** Restore tests ask databases that are there and whose backups are this stack's. */
export function checkRestoreTest(config: Config, report: Report): void {
  const { profile, restoreTest = profiles[profile].restoreTest ? {} : "none" } = config.environment;
  if (restoreTest === "none") {
    return;
  }
  const tested = testedDatabases(config);
  if (tested.length === 0 && config.environment.restoreTest !== undefined) {
    report.warn(path, "has no effect: the stack has no database of its own");
  }
  const letters = tested.map((key) => lettersOfEach + (restoreTest.queries?.[key]?.length ?? 0));
  if (letters.reduce((sum, some) => sum + some, 0) > mostLetters) {
    report.problem(
      path,
      undefined,
      `asks more than one function takes, ${tested.length} databases with their queries: let the queries be short, and ask a view of the app's`,
    );
  }
  for (const key of Object.keys(restoreTest.queries ?? {}).filter((asked) => !tested.includes(asked))) {
    const says = Object.hasOwn(config.app.databases ?? {}, key)
      ? "belongs to somebody else, who has its backups: remove the query"
      : `unknown database: ${oneOf(key, tested, "remove it, the stack has none")}`;
    report.problem([...path, "queries", key], undefined, says);
  }
}
