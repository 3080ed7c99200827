import { physicalName } from "../../lib/names.ts";
import { refuseClass } from "../../lib/postgres-classes.ts";
import type { Config } from "../blocks.ts";
import { isReservedDatabaseName } from "../database-names.ts";
import type { Path } from "../path.ts";
import { postgresExtensions } from "../postgres-extensions.ts";
import { orMeant, type Report } from "../problem.ts";
import { profiles } from "../profiles.ts";
import { leastMaxStorage, needsOwnPassword, type Storage, storageOf } from "../resolve-databases.ts";
import { mostStorageGiB } from "../schema/database-tuning.ts";
import type { Where } from "../where.ts";

/** Parameters that slipway sets itself, and why. */
const ownParameters: Readonly<Record<string, string>> = {
  "rds.force_ssl": "is always 1, so that nobody connects without TLS",
  log_min_duration_statement: "is set by the profile",
};

type Tuning = NonNullable<Config["environment"]["databases"]>[string];

/** RDS makes the databases and has their extensions. */
export function checkDatabaseNames({ app }: Config, report: Report): void {
  for (const [key, { extensions = [] }] of Object.entries(app.databases ?? {})) {
    const path: Path = ["app", "databases", key];
    if (isReservedDatabaseName(key.replaceAll("-", "_"))) {
      report.problem(
        path,
        undefined,
        "is a name that RDS keeps to itself or Postgres reserves: use another one, like main",
      );
    }
    for (const [index, extension] of extensions.entries()) {
      const meant = orMeant(extension, postgresExtensions);
      const at: Path = [...path, "extensions", index];
      if (postgresExtensions.includes(extension)) {
        continue;
      }
      if (meant) {
        report.problem(at, extension, `unknown extension: use one that RDS for PostgreSQL has${meant}`);
      } else {
        // The list may lag behind AWS's, and then nobody should be stuck.
        report.warn(
          at,
          `"${extension}" is not among the extensions that slipway knows of RDS: if RDS has none, the bootstrap task fails`,
        );
      }
    }
  }
}

/** Databases hold together with the sizes that the place gives them. */
export function checkDatabases({ app, environment }: Config, { stack }: Where, report: Report): void {
  const usual = profiles[environment.profile].database;
  for (const [key, database] of Object.entries(app.databases ?? {})) {
    checkParameters(Object.keys(database.parameters ?? {}), ["app", "databases", key, "parameters"], report);
    const tuning = environment.databases?.[key] ?? {};
    const path: Path = ["environment", "databases", key];
    checkClass(tuning.class, database.version, [...path, "class"], report);
    checkReplacements(tuning, path, report);
    checkExisting({ environment }, key, path, report);
    checkStorage(storageOf(tuning, usual), [...path, "maxStorageGiB"], report);
    checkRestore(tuning, `${app.name}-${stack}`, path, report);
  }
}

/** RDS lets no volume grow by itself that has less than a tenth to grow. */
function checkStorage({ storageGiB, maxStorageGiB }: Storage, path: Path, report: Report): void {
  const least = leastMaxStorage(storageGiB);
  if (maxStorageGiB < least) {
    const told = least > mostStorageGiB ? "take less storageGiB" : `raise it to ${least} or more`;
    report.problem(
      path,
      maxStorageGiB,
      `is not a tenth more than storageGiB, ${storageGiB}, which RDS wants for a volume that grows: ${told} (storage never shrinks)`,
    );
  }
}

/** What is restored must outlast the instance that it is restored into: that one goes before the new one is made. */
function checkRestore({ restoreFrom }: Tuning, prefix: string, path: Path, report: Report): void {
  const key = path.at(-1);
  const own = physicalName("databaseInstance", prefix, String(key));
  if (restoreFrom && "of" in restoreFrom && restoreFrom.of === own) {
    report.problem(
      [...path, "restoreFrom", "of"],
      own,
      "is this instance itself, whose history ends when a new one takes its place: restore the moment to a second instance, take a snapshot of that, and name the snapshot",
    );
  }
  if (restoreFrom && "snapshot" in restoreFrom && restoreFrom.snapshot.startsWith(`rds:${own}-`)) {
    report.problem(
      [...path, "restoreFrom", "snapshot"],
      restoreFrom.snapshot,
      "is an automated snapshot of this instance itself, which may go with it: copy it under a name of your own, and name the copy",
    );
  }
}

/** Replicas and blue/green updates exclude each other, and RDS makes no master password with either. */
function checkReplacements(tuning: Tuning, path: Path, report: Report): void {
  const { replicas = 0, blueGreenUpdate = false, masterPassword } = tuning;
  if (replicas > 0 && blueGreenUpdate) {
    report.problem(
      [...path, "blueGreenUpdate"],
      true,
      "is not possible with read replicas: take one of the two out (RDS upgrades replicas with their source)",
    );
    return;
  }
  if (!needsOwnPassword(tuning)) {
    return;
  }
  const what = replicas > 0 ? "read replicas" : "blue/green updates";
  if (masterPassword === "rds") {
    report.problem([...path, "masterPassword"], "rds", `is not possible with ${what}: remove it, and one is made here`);
  } else if (masterPassword === undefined) {
    report.warn(
      path,
      `the master password is made here and kept in a secret of this stack, because RDS makes none with ${what}`,
    );
  }
}

/** What is only said of an instance of our own. */
const ofOwnInstances = [
  "maxStorageGiB",
  "multiAz",
  "backupDays",
  "replicas",
  "masterPassword",
  "windows",
  "restoreFrom",
  "allowMajorUpgrade",
  "blueGreenUpdate",
  "deletable",
] as const;

/** An instance of somebody else's is in somebody else's network, and nothing of it is changed. */
function checkExisting({ environment }: Pick<Config, "environment">, key: string, path: Path, report: Report): void {
  const tuning: Tuning = environment.databases?.[key] ?? {};
  if (!tuning.existing) {
    return;
  }
  for (const name of ofOwnInstances.filter((one) => tuning[one] !== undefined)) {
    report.problem([...path, name], undefined, "has no meaning with existing, of which nothing is changed: remove it");
  }
  for (const name of (["class", "storageGiB"] as const).filter((one) => tuning[one] === undefined)) {
    report.problem(
      [...path, name],
      undefined,
      "is missing: say what the existing instance has, since its alarms and its connections are reckoned from it",
    );
  }
  if (!environment.network?.existing) {
    report.problem(
      [...path, "existing"],
      undefined,
      "needs network.existing: the tasks have to be in the VPC of the instance, whose security group lets them in",
    );
  }
}

function checkParameters(names: readonly string[], path: Path, report: Report): void {
  for (const name of names) {
    const why = Object.hasOwn(ownParameters, name) ? ownParameters[name] : undefined;
    if (why !== undefined) {
      report.problem([...path, name], undefined, `${why}: remove it`);
    }
  }
}

function checkClass(instanceClass: string | undefined, version: string, path: Path, report: Report): void {
  const refusal = instanceClass === undefined ? undefined : refuseClass(instanceClass, Number(version));
  if (refusal?.kind === "version") {
    const says = `does not run Postgres ${version} (${refusal.says}): use a class like db.t4g.micro or db.m7g.large`;
    report.problem(path, instanceClass, says);
  } else if (refusal?.kind === "size") {
    report.problem(path, instanceClass, `is no class that RDS has: ${refusal.says}`);
  } else if (refusal) {
    // The table may lag behind AWS's, and then nobody should be stuck.
    report.warn(
      path,
      `"${instanceClass}" is of no family that slipway knows of RDS: RDS may refuse it, and neither its connections nor its memory are reckoned with`,
    );
  }
}
