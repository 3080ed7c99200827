import assert from "node:assert/strict";
import { citext } from "@electric-sql/pglite/contrib/citext";
import type { BootstrapArgs } from "../../lib/bootstrap-sql.ts";
import { MasterDatabase } from "../support/master-database.ts";

const declared: BootstrapArgs = {
  database: "postgres",
  migrator: "migrator",
  roles: [
    { name: "api", access: "write" },
    { name: "slipway_restore_test", access: "read" },
  ],
  extensions: [],
};

/** What an app of before has left: made by the master itself, some of it by an extension. */
const leftBehind = `
  CREATE EXTENSION citext;
  CREATE TYPE public.mood AS ENUM ('good', 'bad');
  CREATE DOMAIN public.percent AS int CHECK (VALUE BETWEEN 0 AND 100);
  CREATE TABLE public.orders (id serial PRIMARY KEY, email citext, mood public.mood) PARTITION BY RANGE (id);
  CREATE TABLE public.orders_1 PARTITION OF public.orders FOR VALUES FROM (1) TO (100);
  CREATE SEQUENCE public.numbers;
  CREATE VIEW public.emails AS SELECT email FROM public.orders;
  CREATE MATERIALIZED VIEW public.moods AS SELECT mood FROM public.orders;
  CREATE FUNCTION public.total(n int) RETURNS int LANGUAGE sql AS 'SELECT n';
  CREATE PROCEDURE public.tidy() LANGUAGE sql AS 'DELETE FROM public.orders';
  CREATE AGGREGATE public.sum_of(int) (SFUNC = int4pl, STYPE = int);
  CREATE FUNCTION public.of_extension(n int) RETURNS int LANGUAGE sql AS 'SELECT n';
  ALTER EXTENSION citext ADD FUNCTION public.of_extension(int);
  CREATE SCHEMA archive;
  CREATE TABLE archive.orders (id bigint GENERATED ALWAYS AS IDENTITY);
`;

describe("the bootstrap of a database that somebody else has filled", () => {
  let database: MasterDatabase;

  const run = (role: string, sql: string) => database.as(role, () => database.engine.exec(sql));
  const bootstrap = (args = declared) => database.bootstrap(args);

  before(async function () {
    this.timeout(60_000);
    const passwords = {
      migrator: "Canary0migrator0000000000",
      api: "Canary0api0000000000000000",
      slipway_restore_test: "Canary0restore000000000000",
    };
    database = await MasterDatabase.create(passwords, { citext });
    await database.engine.exec("GRANT CREATE ON SCHEMA public TO PUBLIC");
    await run("master", leftBehind);
  });
  after(() => database.engine.close());

  it("refuses what belongs to a third role and changes nothing, since the master may not hand that over unasked", async () => {
    await database.engine.exec("CREATE ROLE legacy; GRANT legacy TO master; CREATE TABLE public.left_over (id int)");
    await database.engine.exec("ALTER TABLE public.left_over OWNER TO legacy");
    await assert.rejects(
      bootstrap(),
      /table left_over belongs to role "legacy", so migrations could not change it: hand it over first, logged in as "master" and a member of that role, with: REASSIGN OWNED BY "legacy" TO "master"/,
    );
    assert.equal(await database.value("SELECT count(*)::int FROM pg_roles WHERE rolname = 'migrator'"), 0);
  });

  it("takes what it said for an answer", async () => {
    await run("master", 'REASSIGN OWNED BY "legacy" TO "master"');
    await bootstrap();
  });

  it("gives the migrator everything that migrations change, but for what an extension made", async () => {
    await run(
      "migrator",
      `ALTER TABLE public.orders ADD COLUMN total int; ALTER TABLE public.orders_1 ALTER COLUMN total SET DEFAULT 1;
       ALTER TYPE public.mood ADD VALUE 'fair'; ALTER DOMAIN public.percent SET NOT NULL;
       ALTER SEQUENCE public.numbers RESTART; ALTER SEQUENCE public.orders_id_seq CACHE 2;
       CREATE OR REPLACE VIEW public.emails AS SELECT email, 1 AS one FROM public.orders;
       REFRESH MATERIALIZED VIEW public.moods; ALTER ROUTINE public.total(int) RENAME TO whole;
       ALTER PROCEDURE public.tidy() RENAME TO clean; ALTER AGGREGATE public.sum_of(int) RENAME TO summed;
       ALTER TABLE archive.orders ADD COLUMN note text; CREATE TABLE archive.more (id int)`,
    );
    const owner = "SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE proname = 'of_extension'";
    assert.equal(await database.value(owner), "master");
  });

  it("lets the app at the data that was there, and the role of the restore test look at it", async () => {
    await run("api", "INSERT INTO public.orders (email) VALUES ('a@example.com'); SELECT public.whole(1)");
    await run("slipway_restore_test", "SELECT count(*) FROM public.orders, archive.orders, public.emails");
    await assert.rejects(run("slipway_restore_test", "DELETE FROM public.orders"), /permission denied/);
  });

  it("changes nothing when it is run again", async () => {
    const once = await database.catalog();
    await bootstrap();
    assert.equal(await database.catalog(), once);
  });

  it("gives new passwords to the roles of a backup, which came with the old ones", async () => {
    const verifier = () => database.value("SELECT rolpassword FROM pg_authid WHERE rolname = 'api'");
    const [old] = [await verifier()];
    database.passwords.api = "Canary0new0000000000000000";
    await bootstrap();
    assert.notEqual(await verifier(), old);
  });
});
