import type { Config } from "../blocks.ts";
import { oneOf, type Report } from "../problem.ts";
import { fullCacheVersion } from "../resolve-caches.ts";
import { cacheVersions } from "../schema/cache.ts";

/** Caches have a version of their engine. */
export function checkCaches({ app }: Config, report: Report): void {
  for (const [key, { engine, version }] of Object.entries(app.caches ?? {})) {
    if (fullCacheVersion(engine, version) === undefined) {
      report.problem(
        ["app", "caches", key, "version"],
        version,
        `unknown version of ${engine}: ${oneOf(version, cacheVersions[engine])}`,
      );
    }
  }
}
