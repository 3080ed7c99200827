import { createHash } from "node:crypto";
import { type BootstrapArgs, bootstrapSql, passwordEnv, passwordParameter } from "./bootstrap-sql.ts";

/** Environment variable of the bootstrap container that holds the SQL script. */
export const bootstrapSqlEnv = "BOOTSTRAP_SQL";

/**
 * Command of the bootstrap container, for any image with `sh` and `psql`.
 *
 * It expects `PGHOST`, `PGPORT`, `PGUSER`, `PGPASSWORD`, `PGDATABASE`, `PGSSLMODE`, `PGSSLROOTCERT`, the script in
 * `BOOTSTRAP_SQL` and each role's password in `passwordEnv(role)`. The passwords go to the server as parameters of the
 * connection, which it neither logs nor counts as a statement.
 */
export function bootstrapCommand(args: BootstrapArgs): string[] {
  const names = roleNames(args);
  const values = names.map((name) => `$${passwordEnv(name)}`);
  const options = names.map((name, index) => `-c ${passwordParameter(name)}=${values[index]}`);
  const script = [
    // A space in a password would end the option and begin another one.
    `case "${values.join("")}" in *[!A-Za-z0-9]*) echo "a password holds more than letters and digits: generate it without special characters" >&2; exit 1 ;; esac`,
    `export PGOPTIONS="${options.join(" ")}" PGAPPNAME=slipway-bootstrap PGCONNECT_TIMEOUT=15`,
    `printf '%s' "$${bootstrapSqlEnv}" | psql --no-psqlrc --quiet --no-password --single-transaction --set=ON_ERROR_STOP=1 --file=-`,
    'echo "database $PGDATABASE: roles, grants and extensions are as declared"',
  ];
  return ["sh", "-euc", script.join("\n")];
}

/**
 * Key of one bootstrap: it changes when the script (roles, grants, extensions), the command, a password or the instance
 * does: a new one under the old name has no roles, or those of the backup that it was made of.
 *
 * @param passwordVersions version of each role's secret, by role name
 * @param instance RDS's own id of the instance, which no other one ever has
 */
export function bootstrapHash(
  args: BootstrapArgs,
  passwordVersions: Readonly<Record<string, string>>,
  instance: string,
): string {
  const versions = roleNames(args).map((role) => {
    const version = passwordVersions[role];
    if (version === undefined) {
      throw new Error(`role "${role}" of database "${args.database}" has no secret version: pass it by role name`);
    }
    return [role, version];
  });
  const content = JSON.stringify([bootstrapSql(args), bootstrapCommand(args), versions, instance]);
  return createHash("sha256").update(content).digest("hex");
}

/** Sorted, so that the order in the configuration runs nothing. */
function roleNames({ migrator, roles }: BootstrapArgs): string[] {
  return [migrator, ...roles.map(({ name }) => name)].sort();
}
