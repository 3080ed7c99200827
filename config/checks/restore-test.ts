import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { testedDatabases } from "../resolve-restore-test.ts";

const path: Path = ["environment", "restoreTest"];

/** Restore tests ask databases that are there and whose backups are this stack's. */
export function checkRestoreTest(config: Config, report: Report): void {
  const { restoreTest } = config.environment;
  if (restoreTest === undefined || restoreTest === "none") {
    return;
  }
  const tested = testedDatabases(config);
  if (tested.length === 0) {
    report.warn(path, "has no effect: the stack has no database of its own");
  }
  for (const key of Object.keys(restoreTest.queries ?? {}).filter((asked) => !tested.includes(asked))) {
    const says = Object.hasOwn(config.app.databases ?? {}, key)
      ? "belongs to somebody else, who has its backups: remove the query"
      : `unknown database: ${oneOf(key, tested, "remove it, the stack has none")}`;
    report.problem([...path, "queries", key], undefined, says);
  }
}
