import assert from "node:assert/strict";
import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import type { PGlite } from "@electric-sql/pglite";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { pg_stat_statements } from "@electric-sql/pglite/contrib/pg_stat_statements";
import { type BootstrapArgs, bootstrapSql, passwordEnv, passwordParameter } from "../../lib/bootstrap-sql.ts";
import { MasterDatabase } from "../support/master-database.ts";

const declared: BootstrapArgs = {
  database: "postgres",
  migrator: "migrator",
  roles: [
    { name: "api", access: "write" },
    { name: "nightly-report", access: "read" },
  ],
  extensions: ["citext"],
};
const [api, report] = declared.roles;
assert(api && report);

describe("bootstrapSql", () => {
  let database: MasterDatabase;
  let engine: PGlite;

  const passwords: Record<string, string> = {
    migrator: "Canary0migrator0000000000",
    api: "Canary0api0000000000000000",
    "nightly-report": "Canary0report00000000000000",
  };
  const bootstrap = (args: BootstrapArgs) => database.bootstrap(args);
  const snapshot = () => database.catalog();
  const value = (sql: string, parameters: string[] = []) => database.value(sql, parameters);
  const run = (role: string, sql: string) => database.as(role, () => engine.exec(sql));
  const denied = (role: string, sql: string) => assert.rejects(run(role, sql), /permission denied/);

  before(async function () {
    this.timeout(60_000);
    database = await MasterDatabase.create(passwords, { citext, pg_stat_statements });
    engine = database.engine;
    await engine.exec("CREATE EXTENSION pg_stat_statements; SET pg_stat_statements.track = 'all'");
    // As Postgres 13 and 14 come.
    await engine.exec("GRANT CREATE ON SCHEMA public TO PUBLIC");
    await bootstrap(declared);
  });

  after(() => engine.close());

  it("lets the migrator create tables and a schema of its own", async () => {
    await run("migrator", "CREATE TABLE public.orders (id serial PRIMARY KEY, email citext)");
    await run(
      "migrator",
      "CREATE SCHEMA archive; CREATE TABLE archive.orders (id bigint GENERATED ALWAYS AS IDENTITY)",
    );
  });

  it("keeps a service from creating tables, temporary ones too, since only migrations change the schema", async () => {
    await denied("api", "CREATE TABLE public.mine (id int)");
    await denied("api", "CREATE TEMPORARY TABLE mine (id int)");
    await denied("api", "CREATE SCHEMA mine");
    await denied("nightly-report", "CREATE TABLE archive.mine (id int)");
    await assert.rejects(run("api", "DROP TABLE public.orders"), /must be owner/);
  });

  it("lets a writer use tables and sequences that the migrator made after the bootstrap", async () => {
    await run("api", "INSERT INTO public.orders (email) VALUES ('A@example.com')");
    await run("api", "UPDATE public.orders SET email = 'b@example.com' WHERE email = 'a@EXAMPLE.com'");
    await run("api", "INSERT INTO archive.orders DEFAULT VALUES; DELETE FROM archive.orders");
    await denied("api", "TRUNCATE public.orders");
  });

  it("lets a reader read and nothing else", async () => {
    await run("nightly-report", "SELECT count(*) FROM public.orders, archive.orders");
    await denied("nightly-report", "INSERT INTO public.orders (email) VALUES ('c')");
    await denied("nightly-report", "DELETE FROM archive.orders");
    await denied("nightly-report", "SELECT nextval('public.orders_id_seq')");
  });

  it("lets the declared roles call what the migrator writes, before and after the bootstrap, and nobody else", async () => {
    const twice = (name: string) => `CREATE FUNCTION public.${name}(n int) RETURNS int LANGUAGE sql AS 'SELECT 2 * n'`;
    await run("migrator", twice("doubled"));
    await engine.exec("CREATE ROLE outsider LOGIN");
    const may = (role: string) => value("SELECT has_function_privilege($1, 'public.doubled(int)', 'EXECUTE')", [role]);
    assert.deepEqual(await Promise.all(["api", "nightly-report", "outsider"].map(may)), [true, true, false]);
    await run("migrator", "GRANT EXECUTE ON FUNCTION public.doubled TO PUBLIC");
    await bootstrap(declared);
    assert.deepEqual(await Promise.all(["api", "nightly-report", "outsider"].map(may)), [true, true, false]);
    assert.equal(await value("SELECT has_function_privilege('outsider', 'citext_eq(citext,citext)', 'EXECUTE')"), true);
  });

  it("tells a reader by its first refusal that it only reads, and a writer nothing of it", async () => {
    const settings = await engine.query(
      "SELECT rolname, rolconfig FROM pg_roles WHERE rolname IN ('api', 'nightly-report') ORDER BY 1",
    );
    assert.deepEqual(settings.rows, [
      { rolname: "api", rolconfig: null },
      { rolname: "nightly-report", rolconfig: ["default_transaction_read_only=on"] },
    ]);
  });

  it("opens the database to the declared roles only", async () => {
    await engine.exec("CREATE ROLE stranger LOGIN");
    assert.equal(await value("SELECT has_database_privilege('stranger', 'postgres', 'CONNECT')"), false);
    for (const role of Object.keys(passwords)) {
      assert.equal(await value("SELECT has_database_privilege($1, 'postgres', 'CONNECT')", [role]), true, role);
    }
  });

  it("sets passwords that SCRAM accepts", async () => {
    for (const [role, password] of Object.entries(passwords)) {
      const verifier = String(await value("SELECT rolpassword FROM pg_authid WHERE rolname = $1", [role]));
      const [, iterations, salt, storedKey, serverKey] = verifier.match(/^SCRAM-SHA-256\$(\d+):(.+)\$(.+):(.+)$/) ?? [];
      const salted = pbkdf2Sync(password, Buffer.from(salt ?? "", "base64"), Number(iterations), 32, "sha256");
      const hmac = (text: string) => createHmac("sha256", salted).update(text).digest();
      assert.equal(createHash("sha256").update(hmac("Client Key")).digest("base64"), storedKey, role);
      assert.equal(hmac("Server Key").toString("base64"), serverKey, role);
    }
  });

  it("changes nothing when it is run again, stored passwords included", async () => {
    const once = await snapshot();
    await bootstrap(declared);
    assert.equal(await snapshot(), once);
  });

  it("grants on tables that were there before a service was added", async () => {
    passwords["mail-worker"] = "Canary0worker0000000000000";
    await bootstrap({ ...declared, roles: [...declared.roles, { name: "mail-worker", access: "write" }] });
    await run("mail-worker", "INSERT INTO public.orders (email) VALUES ('d')");
  });

  it("takes login and grants from a role that is no longer declared, and gives them back when it returns", async () => {
    await bootstrap(declared);
    const [role] = (await engine.query("SELECT rolcanlogin, rolpassword FROM pg_authid WHERE rolname = 'mail-worker'"))
      .rows;
    assert.deepEqual(role, { rolcanlogin: false, rolpassword: null });
    assert.equal(await value("SELECT has_database_privilege('mail-worker', 'postgres', 'CONNECT')"), false);
    await denied("mail-worker", "SELECT * FROM public.orders");
    assert.doesNotMatch(
      (await value("SELECT string_agg(defaclacl::text, '') FROM pg_default_acl")) as string,
      /mail-worker/,
    );
    const without = await snapshot();
    await bootstrap(declared);
    assert.equal(await snapshot(), without);

    await bootstrap({ ...declared, roles: [...declared.roles, { name: "mail-worker", access: "read" }] });
    await run("mail-worker", "SELECT * FROM public.orders");
    assert.equal(await value("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'mail-worker'"), true);
  });

  it("takes writing away from a role that becomes a reader", async () => {
    await bootstrap({ ...declared, roles: [{ name: "api", access: "read" }, report] });
    await denied("api", "INSERT INTO public.orders (email) VALUES ('e')");
    await run("migrator", "CREATE TABLE public.later (id int)");
    await denied("api", "INSERT INTO public.later VALUES (1)");
    await run("api", "SELECT * FROM public.later");
    await bootstrap(declared);
  });

  it("leaves the schema's tables to the migrator when everything else is gone", async () => {
    await bootstrap({ ...declared, roles: [], extensions: [] });
    await run("migrator", "ALTER TABLE public.orders ADD COLUMN total int");
    await bootstrap(declared);
  });

  it("refuses a role that it did not make, since it would give it a new password", async () => {
    await assert.rejects(
      bootstrap({ ...declared, roles: [{ name: "stranger", access: "read" }] }),
      /role "stranger" exists and slipway did not make it: rename the service, or hand the role over with: COMMENT ON ROLE "stranger" IS 'managed by slipway for database postgres'/,
    );
  });

  it("refuses another database, whose tables it would open", async () => {
    await assert.rejects(
      bootstrap({ ...declared, database: "other" }),
      /connected to database "postgres" instead of "other": set PGDATABASE/,
    );
  });

  it("refuses a missing and a short password, and names the role", async () => {
    const { api: kept } = passwords;
    for (const wrong of ["", "Canary0short"]) {
      await engine.query("SELECT set_config($1, $2, false)", [passwordParameter("api"), wrong]);
      passwords.api = wrong;
      await assert.rejects(bootstrap(declared), (error: Error) => {
        assert.match(
          error.message,
          /role "api" has no usable password: its secret must hold 16 to 64 letters and digits/,
        );
        assert.doesNotMatch(JSON.stringify(error), /Canary/);
        return true;
      });
    }
    passwords.api = kept ?? "";
  });

  it("fails when a service could still create, since REVOKE without the right to it only warns", async () => {
    await engine.exec("GRANT CREATE ON SCHEMA public TO api");
    // Granted by the superuser as the owner, so the script does not take it back.
    await assert.rejects(bootstrap(declared), /role "api" can still create in database "postgres"/);
    await engine.exec("REVOKE CREATE ON SCHEMA public FROM api");
  });

  it("puts no password into any statement, nested ones included", async () => {
    const seen = (await engine.query<{ query: string }>("SELECT query FROM pg_stat_statements")).rows.map(
      ({ query }) => query,
    );
    assert(seen.some((query) => query.startsWith("ALTER ROLE api LOGIN PASSWORD 'SCRAM-SHA-256$")));
    assert.deepEqual(
      seen.filter((query) => query.includes("Canary")),
      [],
    );
    assert.doesNotMatch(bootstrapSql(declared), /Canary/);
  });

  it("is the same text in whatever order the roles are declared", () => {
    assert.equal(bootstrapSql({ ...declared, roles: [report, api] }), bootstrapSql(declared));
  });

  it("refuses names that SQL or a shell would read otherwise", () => {
    const withRoles =
      (...names: string[]) =>
      () =>
        bootstrapSql({ ...declared, roles: names.map((name) => ({ name, access: "read" as const })) });
    assert.throws(withRoles("a'b"), /role "a'b" of database "postgres" has no valid name: use at most 63 lower-case/);
    assert.throws(withRoles("pg_monitor"), /role "pg_monitor" of database "postgres" has no valid name/);
    assert.throws(
      withRoles("public"),
      /role "public" of database "postgres" has no valid name: .*, and not "public", "none" or "pg_…"$/,
    );
    assert.throws(
      withRoles("a-b", "a_b"),
      /roles "a-b" and "a_b" of database "postgres" would share PASSWORD_A_B: rename one of them$/,
    );
    assert.throws(withRoles("migrator"), /roles "migrator" and "migrator" of database "postgres" would share/);
    assert.throws(
      () => bootstrapSql({ ...declared, extensions: ["x; DROP"] }),
      /extension "x; DROP" of database "postgres"/,
    );
    assert.throws(
      () => bootstrapSql({ ...declared, database: "a b" }),
      /database "a b" has no valid name: use at most 63 lower-case letters/,
    );
  });

  it("names a role's variable so that a shell takes it", () => {
    assert.equal(passwordEnv("nightly-report"), "PASSWORD_NIGHTLY_REPORT");
    assert.equal(passwordParameter("nightly-report"), "slipway.password_nightly_report");
  });
});
