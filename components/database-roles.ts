import * as pulumi from "@pulumi/pulumi";
import { type BootstrapArgs, bootstrapSql, passwordEnv } from "../lib/bootstrap-sql.ts";
import { bootstrapCommand, bootstrapHash, bootstrapSqlEnv } from "../lib/bootstrap-task.ts";
import { publicImages } from "../lib/public-images.ts";
import { mapValues } from "../lib/records.ts";
import { caBundlePath, type DatabaseDialect, databaseUrl, dialectEnvironment } from "../lib/store-url.ts";
import { generated, type StoredSecret, secretReference, storedSecret } from "./app-secrets.ts";
import type { Database } from "./database.ts";
import { oneOffRun, type RunPlace } from "./one-off-run.ts";
import { Task } from "./task.ts";
import type { StoreLogin, TaskPlace } from "./task-args.ts";

/** One task that connects to a database. */
export interface DatabaseClient {
  readonly access: "read" | "write";
  readonly urlDialect: DatabaseDialect;
  /** Variable that holds the URL. */
  readonly env: string;
}

export interface DatabaseRolesArgs {
  readonly database: Pick<Database, "host" | "port" | "databaseName" | "masterUser" | "masterSecretArn" | "firewallId">;
  readonly place: TaskPlace;
  readonly run: RunPlace;
  /** Services and jobs by their name: each gets one role, one secret and one URL. */
  readonly clients: Readonly<Record<string, DatabaseClient>>;
  /** Who changes the schema: the only role that may. */
  readonly migrator: Omit<DatabaseClient, "access">;
  readonly extensions: readonly string[];
  /** Days in which a deleted secret can be had back: 0, or 7 to 30. */
  readonly secretRecoveryDays: number;
}

/** No service can have this name: theirs have no underscore. */
const migratorRole = "slipway_migrator";

/**
 * The roles of one database: each client logs in as itself, with rights on data but not on the schema, which only
 * the migrator changes. A one-off task makes them, as the master user; it alone may read the master's secret.
 */
export class DatabaseRoles extends pulumi.ComponentResource {
  /** Logins by the client's name. */
  readonly logins: Readonly<Record<string, StoreLogin>>;
  readonly migratorLogin: StoreLogin;
  /** What a client must wait for before it can log in. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: DatabaseRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:database-roles:DatabaseRoles", name, {}, opts);
    const child = { parent: this };

    const clients = mapValues(args.clients, (client, key) => ({
      client,
      secret: roleSecret(name, key, client, args, child),
    }));
    const migratorSecret = roleSecret(name, migratorRole, args.migrator, args, child);
    const bootstrap: BootstrapArgs = {
      database: args.database.databaseName,
      migrator: migratorRole,
      roles: Object.entries(args.clients).map(([key, { access }]) => ({ name: key, access })),
      extensions: args.extensions,
    };
    const stored = { ...mapValues(clients, ({ secret }) => secret), [migratorRole]: migratorSecret };
    const task = bootstrapTask(`${name}-bootstrap`, args, bootstrap, stored, child);
    const versions = pulumi.all(mapValues(stored, ({ versionId }) => versionId));
    const record = oneOffRun(
      `${name}-bootstrap`,
      {
        place: args.run,
        task,
        record: versions.apply((known) => bootstrapHash(bootstrap, known)),
        timeoutMinutes: 10,
        after: [],
      },
      child,
    );

    this.logins = mapValues(clients, ({ client, secret }) => login(client, secret, args));
    this.migratorLogin = login(args.migrator, migratorSecret, args);
    this.ready = [record];
    this.registerOutputs({});
  }
}

function roleSecret(
  name: string,
  role: string,
  { urlDialect }: Pick<DatabaseClient, "urlDialect">,
  { database, place, secretRecoveryDays }: DatabaseRolesArgs,
  child: { parent: DatabaseRoles },
): StoredSecret {
  const key = role.replaceAll("_", "-");
  const password = generated(`${name}-${key}`, child);
  const value = pulumi.all([database.host, password]).apply(([host, known]) => {
    const { url } = databaseUrl({
      host,
      port: database.port,
      database: database.databaseName,
      user: role,
      password: known,
      dialect: urlDialect,
    });
    return JSON.stringify({ url, username: role, password: known });
  });
  return storedSecret(
    `${name}-${key}`,
    { prefix: place.prefix, logicalName: `${name}-${key}`, value, recoveryDays: secretRecoveryDays },
    child,
  );
}

function login(
  { env, urlDialect }: Omit<DatabaseClient, "access">,
  secret: StoredSecret,
  { database: { firewallId, port } }: DatabaseRolesArgs,
): StoreLogin {
  const environment = dialectEnvironment(urlDialect);
  return { firewallId, port, secrets: { [env]: secretReference(secret, "url") }, environment };
}

function bootstrapTask(
  name: string,
  { database, place }: DatabaseRolesArgs,
  bootstrap: BootstrapArgs,
  secrets: Readonly<Record<string, StoredSecret>>,
  child: { parent: DatabaseRoles },
): Task {
  const passwords = Object.fromEntries(
    Object.entries(secrets).map(([role, secret]) => [passwordEnv(role), secretReference(secret, "password")]),
  );
  const master = {
    arn: database.masterSecretArn,
    valueFrom: pulumi.interpolate`${database.masterSecretArn}:password::`,
  };
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
        PGUSER: database.masterUser,
        PGDATABASE: database.databaseName,
        PGSSLMODE: "verify-full",
        PGSSLROOTCERT: caBundlePath,
      },
      secrets: { ...passwords, PGPASSWORD: master },
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
