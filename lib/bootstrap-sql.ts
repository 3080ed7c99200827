import { readFileSync } from "node:fs";

/** One service or job of an application, as a role of its database. */
interface BootstrapRole {
  /** Name of the role, for example `api`; lower case, at most 63 characters. */
  readonly name: string;
  /** `write` may select, insert, update and delete; `read` may only select. */
  readonly access: "read" | "write";
}

/** What the roles, grants and extensions of one database should be. */
export interface BootstrapArgs {
  /** Name of the database that the script is run in. */
  readonly database: string;
  /** Role that owns the tables: migrations run as it. */
  readonly migrator: string;
  readonly roles: readonly BootstrapRole[];
  /** Extensions in the order in which they are created. */
  readonly extensions: readonly string[];
}

const identifier = /^[a-z][a-z0-9_-]{0,62}$/;
const reservedRole = /^(?:pg_.*|public|none)$/;
const allowed = 'use at most 63 lower-case letters, digits, "-" and "_", beginning with a letter';

/** Name of the container's environment variable that holds a role's password: `PASSWORD_API` for `api`. */
export function passwordEnv(role: string): string {
  return `PASSWORD_${parameterOf(role).toUpperCase()}`;
}

/** Server parameter (`slipway.password_api`) in which a role's password travels: part of no statement's text. */
export function passwordParameter(role: string): string {
  return `slipway.password_${parameterOf(role)}`;
}

function parameterOf(role: string): string {
  return role.replaceAll("-", "_");
}

/** Throws, in words, when a name cannot be a role or an extension or two names are in each other's way. */
function checkBootstrap({ database, migrator, roles, extensions }: BootstrapArgs): void {
  const owners = new Map<string, string>();
  if (!identifier.test(database)) {
    throw new Error(`database "${database}" has no valid name: ${allowed}`);
  }
  for (const role of [migrator, ...roles.map(({ name }) => name)]) {
    if (!identifier.test(role) || reservedRole.test(role)) {
      throw new Error(
        `role "${role}" of database "${database}" has no valid name: ${allowed}, and not "public", "none" or "pg_…"`,
      );
    }
    const other = owners.get(parameterOf(role));
    if (other !== undefined) {
      throw new Error(
        `roles "${other}" and "${role}" of database "${database}" would share ${passwordEnv(role)}: rename one of them`,
      );
    }
    owners.set(parameterOf(role), role);
  }
  for (const extension of extensions) {
    if (!identifier.test(extension)) {
      throw new Error(`extension "${extension}" of database "${database}" has no valid name: ${allowed}`);
    }
  }
}

/**
 * SQL that brings roles, grants, default privileges and extensions of one database to what is declared.
 *
 * It is run by `psql --single-transaction` as the instance's master user, who is no superuser, on Postgres 13 to 18,
 * and can be run again at any time. Passwords are not in it: each comes with the connection as a server parameter, and
 * the server is handed only the SCRAM verifier made of it.
 */
export function bootstrapSql(args: BootstrapArgs): string {
  checkBootstrap(args);
  const { database, migrator, roles, extensions } = args;
  const sorted = [...roles].sort((a, b) => (a.name < b.name ? -1 : 1));
  // Only names that were checked above: no quote can be in them.
  const declared = JSON.stringify({
    database,
    migrator,
    roles: Object.fromEntries(sorted.map(({ name, access }) => [name, access])),
    extensions,
  });
  const script = readFileSync(new URL("./bootstrap.sql", import.meta.url), "utf8");
  return `SET slipway.declared = '${declared}';\n${script}`;
}
