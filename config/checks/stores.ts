import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { profiles } from "../profiles.ts";
import { fullCacheVersion } from "../resolve-stores.ts";
import { cacheVersions } from "../schema/stores.ts";

/** Parameters that slipway sets itself, and why. */
const ownParameters: Readonly<Record<string, string>> = {
  "rds.force_ssl": "is always 1, so that nobody connects without TLS",
  log_min_duration_statement: "is set by the profile",
};

/** Families of instances that run no Postgres of today. */
const oldFamilies = ["t2", "m3", "m4", "r3", "r4"];

/** Databases hold together with the sizes that the place gives them. */
export function checkDatabases({ app, environment }: Config, report: Report): void {
  const usual = profiles[environment.profile].database;
  for (const [key, database] of Object.entries(app.databases ?? {})) {
    for (const parameter of Object.keys(database.parameters ?? {})) {
      const why = ownParameters[parameter];
      if (why !== undefined) {
        report.problem(["app", "databases", key, "parameters", parameter], undefined, `${why}: remove it`);
      }
    }
    const tuning = environment.databases?.[key] ?? {};
    const path: Path = ["environment", "databases", key];
    checkClass(tuning.class, database.version, [...path, "class"], report);
    const { storageGiB = Math.min(usual.storageGiB, tuning.maxStorageGiB ?? usual.storageGiB) } = tuning;
    if (tuning.maxStorageGiB !== undefined && tuning.maxStorageGiB < storageGiB) {
      report.problem(
        [...path, "maxStorageGiB"],
        tuning.maxStorageGiB,
        `is less than storageGiB, ${storageGiB}: raise it (storage never shrinks)`,
      );
    }
  }
}

function checkClass(instanceClass: string | undefined, version: string, path: Path, report: Report): void {
  const [, family = "", size = ""] = instanceClass?.split(".") ?? [];
  if (oldFamilies.includes(family)) {
    report.problem(
      path,
      instanceClass,
      `does not run Postgres ${version}: use a class like db.t4g.${size} or db.m7g.large`,
    );
  } else if (["micro", "small", "medium"].includes(size) && !family.startsWith("t")) {
    report.problem(path, instanceClass, `is no class that RDS has: ${family} begins at db.${family}.large`);
  }
}

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
