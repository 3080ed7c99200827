/** File of the CA bundle in every task that uses a store. */
export const caBundlePath = "/slipway/ca/bundle.pem";

export type DatabaseDialect = "libpq" | "asyncpg" | "node-postgres" | "jdbc";
export type CacheDialect = "redis" | "celery";

/** Who connects to which database, and by which driver. */
export interface DatabaseUrlArgs {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly dialect: DatabaseDialect;
}

/** Who connects to which cache, and by which client. */
export interface CacheUrlArgs {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly dialect: CacheDialect;
}

/** One URL and what its driver must find in the environment besides. */
export interface StoreUrl {
  /** Holds the password. */
  readonly url: string;
  /** Plain environment variables, empty for most dialects. */
  readonly env: Readonly<Record<string, string>>;
}

/** Plain variables that a driver of the dialect must find beside its URL. */
export function dialectEnvironment(dialect: DatabaseDialect | CacheDialect): Readonly<Record<string, string>> {
  switch (dialect) {
    case "asyncpg":
      return { PGSSLROOTCERT: caBundlePath };
    case "redis":
      return { NODE_EXTRA_CA_CERTS: caBundlePath };
    default:
      return {};
  }
}

// libpq: https://www.postgresql.org/docs/current/libpq-connect.html (34.1.2). The same words are read by psycopg, pgx,
// asyncpg's own DSN (https://magicstack.github.io/asyncpg/current/api/) and SQLAlchemy's synchronous drivers.
const libpqTls = `sslmode=verify-full&sslrootcert=${caBundlePath}`;

/** URL of a Postgres database by which the driver verifies certificate and host name. */
export function databaseUrl(args: DatabaseUrlArgs): StoreUrl {
  const user = encodeURIComponent(args.user);
  const password = encodeURIComponent(args.password);
  const place = `${args.host}:${args.port}/${encodeURIComponent(args.database)}`;
  switch (args.dialect) {
    case "libpq":
      return { url: `postgresql://${user}:${password}@${place}?${libpqTls}`, env: dialectEnvironment(args.dialect) };
    case "asyncpg":
      // SQLAlchemy hands the query to asyncpg.connect() as keyword arguments, and that knows `ssl` but neither `sslmode`
      // nor `sslrootcert` (https://github.com/MagicStack/asyncpg/issues/737); the file it takes from the environment
      // (asyncpg/connect_utils.py, `os.getenv('PGSSLROOTCERT')`).
      return {
        url: `postgresql+asyncpg://${user}:${password}@${place}?ssl=verify-full`,
        env: dialectEnvironment(args.dialect),
      };
    case "node-postgres":
      // pg-connection-string reads the file of `sslrootcert`; `verify-full` is the only mode that means the same with
      // and without `uselibpqcompat` and before and after its version 3 (its README, "SSL Usage").
      return { url: `postgresql://${user}:${password}@${place}?${libpqTls}`, env: dialectEnvironment(args.dialect) };
    case "jdbc":
      // https://jdbc.postgresql.org/documentation/use/ : the driver takes no user information before the host.
      return {
        url: `jdbc:postgresql://${place}?user=${user}&password=${password}&${libpqTls}`,
        env: dialectEnvironment(args.dialect),
      };
  }
}

/** URL of a Valkey or Redis cache by which the client verifies certificate and host name. */
export function cacheUrl(args: CacheUrlArgs): StoreUrl {
  const place = `${encodeURIComponent(args.user)}:${encodeURIComponent(args.password)}@${args.host}:${args.port}/0`;
  switch (args.dialect) {
    case "redis":
      // redis-py: https://redis.readthedocs.io/en/stable/connections.html (`from_url`, SSLConnection); host names are
      // checked by default only since its version 6. ioredis and node-redis verify every `rediss://` and leave the
      // rest of the query alone; their file comes from Node (https://nodejs.org/api/cli.html, NODE_EXTRA_CA_CERTS).
      return {
        url: `rediss://${place}?ssl_cert_reqs=required&ssl_ca_certs=${caBundlePath}&ssl_check_hostname=true`,
        env: dialectEnvironment(args.dialect),
      };
    case "celery":
      // Celery refuses a rediss:// URL without `ssl_cert_reqs` and, in older versions, any word but the constant's name:
      // https://docs.celeryq.dev/en/stable/userguide/configuration.html#redis-backend-settings
      return {
        url: `rediss://${place}?ssl_cert_reqs=CERT_REQUIRED&ssl_ca_certs=${caBundlePath}&ssl_check_hostname=true`,
        env: dialectEnvironment(args.dialect),
      };
  }
}
