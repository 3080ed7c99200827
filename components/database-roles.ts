import * as pulumi from "@pulumi/pulumi";
import type { BootstrapArgs } from "../lib/bootstrap-sql.ts";
import { mapValues } from "../lib/records.ts";
import { replicaOf } from "../lib/replica-choice.ts";
import { type DatabaseDialect, databaseUrl, dialectEnvironment } from "../lib/store-url.ts";
import { generated, type StoredSecret, secretReference, storedSecret } from "./app-secrets.ts";
import { type BootstrapPlace, bootstrapRun } from "./bootstrap-run.ts";
import type { Database } from "./database.ts";
import type { StoreLogin } from "./task-args.ts";

/** One task that connects to a database. */
interface DatabaseClient {
  readonly access: "read" | "write";
  readonly urlDialect: DatabaseDialect;
  /** Variable that holds the URL. */
  readonly env: string;
  /** It reads from a replica where the database has one. */
  readonly replica: boolean;
}

export interface DatabaseRolesArgs extends BootstrapPlace {
  readonly database: BootstrapPlace["database"] & Pick<Database, "replicaHosts">;
  /** Services and jobs by their name: each gets one role, one secret and one URL. */
  readonly clients: Readonly<Record<string, DatabaseClient>>;
  /** Who changes the schema: the only role that may. */
  readonly migrator: Pick<DatabaseClient, "urlDialect" | "env">;
  readonly extensions: readonly string[];
  /** One more role that reads: of whoever tests whether a backup can be restored. */
  readonly restoreTest: boolean;
  /** Days in which a deleted secret can be had back: 0, or 7 to 30. */
  readonly secretRecoveryDays: number;
}

/** No service can have these names: theirs have no underscore. */
const migratorRole = "slipway_migrator";
const restoreTestRole = "slipway_restore_test";

type Child = { parent: DatabaseRoles };

/**
 * The roles of one database: each client logs in as itself, with rights on data but not on the schema, which only
 * the migrator changes. A one-off task makes them, as the master user; it alone may read the master's secret.
 */
export class DatabaseRoles extends pulumi.ComponentResource {
  /** Logins by the client's name. */
  readonly logins: Readonly<Record<string, StoreLogin>>;
  readonly migratorLogin: StoreLogin;
  /** `{url, username, password}`, only with `restoreTest`; a copy of the database has the password of its backup. */
  readonly restoreTestLogin?: StoredSecret;
  /** What a client must wait for before it can log in. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: DatabaseRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:database-roles:DatabaseRoles", name, {}, opts);
    const child = { parent: this };

    const { host } = args.database;
    const clients = mapValues(args.clients, (client, key) => ({
      client,
      secret: roleSecret(name, { role: key, host: hostOf(key, client, args), ...client }, args, child),
    }));
    const migratorSecret = roleSecret(name, { role: migratorRole, host, ...args.migrator }, args, child);
    const restoreTest = args.restoreTest
      ? { [restoreTestRole]: roleSecret(name, { role: restoreTestRole, host, urlDialect: "libpq" }, args, child) }
      : {};
    const bootstrap: BootstrapArgs = {
      database: args.database.databaseName,
      migrator: migratorRole,
      roles: [
        ...Object.entries(args.clients).map(([key, { access }]) => ({ name: key, access })),
        ...Object.keys(restoreTest).map((role) => ({ name: role, access: "read" as const })),
      ],
      extensions: args.extensions,
    };
    const stored = {
      ...mapValues(clients, ({ secret }) => secret),
      ...restoreTest,
      [migratorRole]: migratorSecret,
    };
    this.logins = mapValues(clients, ({ client, secret }) => login(client, secret, args));
    this.migratorLogin = login(args.migrator, migratorSecret, args);
    if (restoreTest[restoreTestRole]) {
      this.restoreTestLogin = restoreTest[restoreTestRole];
    }
    this.ready = [bootstrapRun(`${name}-bootstrap`, { ...args, bootstrap, secrets: stored }, child)];
    this.registerOutputs({});
  }
}

/** The host that a client's URL leads to: of the instance, or of one replica. */
function hostOf(client: string, { replica }: DatabaseClient, { database }: DatabaseRolesArgs): pulumi.Input<string> {
  const at = replica ? replicaOf(client, database.replicaHosts.length) : undefined;
  return (at === undefined ? undefined : database.replicaHosts[at]) ?? database.host;
}

/** Who logs in where, and by which driver. */
interface RoleAt extends Pick<DatabaseClient, "urlDialect"> {
  readonly role: string;
  readonly host: pulumi.Input<string>;
}

function roleSecret(
  name: string,
  { role, host, urlDialect }: RoleAt,
  { database, place, secretRecoveryDays }: DatabaseRolesArgs,
  child: Child,
): StoredSecret {
  const key = role.replaceAll("_", "-");
  const password = generated(`${name}-${key}`, child);
  const value = pulumi.all([host, password]).apply(([knownHost, known]) => {
    const { url } = databaseUrl({
      host: knownHost,
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
  { env, urlDialect }: Pick<DatabaseClient, "urlDialect" | "env">,
  secret: StoredSecret,
  { database: { firewallId, port } }: DatabaseRolesArgs,
): StoreLogin {
  const environment = dialectEnvironment(urlDialect);
  return { firewallId, port, secrets: { [env]: secretReference(secret, "url") }, environment };
}
