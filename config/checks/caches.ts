import type { App, Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { fullCacheVersion } from "../resolve-caches.ts";
import { usesByStore } from "../resolve-uses.ts";
import { cacheVersions } from "../schema/cache.ts";
import { tasksOf } from "../tasks.ts";

/** Caches have a version of their engine, and evict nothing where a queue lives in them. */
export function checkCaches({ app }: Config, report: Report): void {
  for (const [key, { engine, version, use }] of Object.entries(app.caches ?? {})) {
    const path: Path = ["app", "caches", key];
    if (fullCacheVersion(engine, version) === undefined) {
      report.problem(
        [...path, "version"],
        version,
        `unknown version of ${engine}: ${oneOf(version, cacheVersions[engine])}`,
      );
    }
    const evidence = queueIn(app, key);
    if (use !== "queue" && evidence !== undefined) {
      report.problem(
        [...path, "use"],
        use,
        `evicts keys when its memory is full, and ${evidence}, which would lose messages: say use: queue`,
      );
    }
  }
}

/** What shows that a queue lives in a cache. */
function queueIn(app: App, cache: string): string | undefined {
  for (const [service, { scaleOn }] of Object.entries(app.services)) {
    if (scaleOn?.queue.of === cache) {
      return `the queue that ${service} follows is in it`;
    }
  }
  const worker = tasksOf(app).find(({ task: { uses = [] } }) => usesByStore(uses)[cache]?.urlDialect === "celery");
  return worker && `${worker.key} uses it by Celery`;
}
