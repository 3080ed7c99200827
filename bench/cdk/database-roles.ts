import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as ecs from "aws-cdk-lib/aws-ecs";
import type * as rds from "aws-cdk-lib/aws-rds";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { Access } from "./access";
import { generatedLogin } from "./generated-login";
import { oneOff } from "./one-off";

interface DatabaseRolesProps<Client> {
  readonly vpc: ec2.IVpc;
  readonly database: rds.DatabaseInstance;
  readonly clients: readonly Client[];
}

/** One role a client with a secret of its own, and the task that makes them as the master user. */
export function databaseRoles<Client extends string>(
  scope: Construct,
  id: string,
  { vpc, database, clients }: DatabaseRolesProps<Client>,
): Record<Client, Access> {
  const here = new Construct(scope, id);
  const logins = clients.map((client) => [client, generatedLogin(here, `Login-${client}`, client)] as const);
  if (!database.secret) {
    throw new Error("the master user's password is RDS's own");
  }
  const master = ecs.Secret.fromSecretsManager(database.secret, "password");
  const passwords = logins.map(([client, login]) => [
    variable(client),
    ecs.Secret.fromSecretsManager(login, "password"),
  ]);
  const sql = bootstrapSql(clients);
  oneOff(here, "main-roles-bootstrap", {
    vpc,
    image: ecs.ContainerImage.fromRegistry("public.ecr.aws/docker/library/postgres:17-alpine"),
    command: ["sh", "-euc", `printf '%s' "$BOOTSTRAP_SQL" | psql --no-psqlrc --single-transaction --file=-`],
    environment: { BOOTSTRAP_SQL: sql },
    secrets: Object.fromEntries(passwords),
    uses: [{ ...reach(database, "postgres"), secrets: { PGPASSWORD: master } }],
    of: sql,
  });
  const accesses = logins.map(([client, login]) => [client, access(database, client, login)]);
  return Object.fromEntries(accesses) as Record<Client, Access>;
}

function access(database: rds.DatabaseInstance, client: string, login: Secret): Access {
  return { ...reach(database, client), secrets: { PGPASSWORD: ecs.Secret.fromSecretsManager(login, "password") } };
}

function reach(database: rds.DatabaseInstance, user: string): Omit<Access, "secrets"> {
  return {
    server: database,
    port: ec2.Port.tcp(5432),
    environment: {
      PGHOST: database.dbInstanceEndpointAddress,
      PGDATABASE: "main",
      PGUSER: user,
      PGSSLMODE: "verify-full",
      PGSSLROOTCERT: "/certificates/bundle.pem",
    },
  };
}

/** The shortest that does it; slipway's also takes away what is no longer declared. */
function bootstrapSql(clients: readonly string[]): string {
  const roles = clients.flatMap((client) => [
    `\\getenv password ${variable(client)}`,
    `SELECT 'CREATE ROLE ${client} LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${client}') \\gexec`,
    `ALTER ROLE ${client} LOGIN PASSWORD :'password';`,
    `GRANT pg_read_all_data, pg_write_all_data TO ${client};`,
  ]);
  const first = ["\\set ON_ERROR_STOP on", "CREATE EXTENSION IF NOT EXISTS pg_trgm;"];
  return [...first, ...roles, "GRANT CREATE ON SCHEMA public TO migrator;", ""].join("\n");
}

function variable(client: string): string {
  return `PASSWORD_${client.toUpperCase()}`;
}
