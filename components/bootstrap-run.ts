import * as pulumi from "@pulumi/pulumi";
import { type BootstrapArgs, bootstrapSql, passwordEnv } from "../lib/bootstrap-sql.ts";
import { bootstrapCommand, bootstrapHash, bootstrapSqlEnv } from "../lib/bootstrap-task.ts";
import { publicImages } from "../lib/public-images.ts";
import { mapValues } from "../lib/records.ts";
import { caBundlePath } from "../lib/store-url.ts";
import { type StoredSecret, secretReference } from "./app-secrets.ts";
import type { Database } from "./database.ts";
import { oneOffRun, type RunPlace } from "./one-off-run.ts";
import { Task } from "./task.ts";
import type { TaskPlace } from "./task-args.ts";

/** The database that gets roles, and where the task that makes them runs. */
export interface BootstrapPlace {
  readonly database: Pick<Database, "host" | "port" | "databaseName" | "masterSecretArn" | "firewallId" | "resourceId">;
  readonly place: TaskPlace;
  readonly run: RunPlace;
}

export interface BootstrapRunArgs extends BootstrapPlace {
  readonly bootstrap: BootstrapArgs;
  /** The secret of each role, by its name. */
  readonly secrets: Readonly<Record<string, StoredSecret>>;
}

/**
 * A task that brings the roles of a database to what is declared, as its master user; no other task may read the
 * master's secret. It runs whenever the script, a password or the instance itself is another one.
 */
export function bootstrapRun(
  name: string,
  args: BootstrapRunArgs,
  child: { parent: pulumi.Resource },
): pulumi.Resource {
  const { bootstrap, secrets, database } = args;
  const versions = mapValues(secrets, ({ versionId }) => versionId);
  const record = pulumi
    .all([pulumi.all(versions), database.resourceId])
    .apply(([known, instance]) => bootstrapHash(bootstrap, known, instance));
  const task = bootstrapTask(name, args, child);
  return oneOffRun(name, { place: args.run, task, record, timeoutMinutes: 10, after: [] }, child);
}

function bootstrapTask(
  name: string,
  { database, place, bootstrap, secrets }: BootstrapRunArgs,
  child: { parent: pulumi.Resource },
): Task {
  const passwords = Object.fromEntries(
    Object.entries(secrets).map(([role, secret]) => [passwordEnv(role), secretReference(secret, "password")]),
  );
  const master = (field: string) => ({
    arn: database.masterSecretArn,
    valueFrom: pulumi.interpolate`${database.masterSecretArn}:${field}::`,
  });
  return new Task(
    name,
    {
      place,
      image: { ...publicImages.postgres, architecture: "x86_64" },
      command: bootstrapCommand(bootstrap),
      cpu: 256,
      memoryMiB: 512,
      ephemeralGiB: 20,
      environment: {
        [bootstrapSqlEnv]: bootstrapSql(bootstrap),
        PGHOST: database.host,
        PGPORT: `${database.port}`,
        PGDATABASE: database.databaseName,
        PGSSLMODE: "verify-full",
        PGSSLROOTCERT: caBundlePath,
      },
      // The name too: of an instance that was restored or that somebody else made it is theirs.
      secrets: { ...passwords, PGUSER: master("username"), PGPASSWORD: master("password") },
      stores: { database: { firewallId: database.firewallId, port: database.port, secrets: {}, environment: {} } },
      services: {},
      sidecars: {},
      volumes: {},
      writable: [],
      stopSeconds: 30,
      permissions: [],
      egress: [],
    },
    child,
  );
}
