import { type Extensions, PGlite } from "@electric-sql/pglite";
import { type BootstrapArgs, bootstrapSql, passwordParameter } from "../../lib/bootstrap-sql.ts";

/** A Postgres whose database belongs to `master`, who is no superuser: what RDS gives. */
export class MasterDatabase {
  readonly engine: PGlite;
  /** Passwords as the connection brings them: by name, in no statement. */
  readonly passwords: Record<string, string>;

  private constructor(engine: PGlite, passwords: Record<string, string>) {
    this.engine = engine;
    this.passwords = passwords;
  }

  static async create(passwords: Record<string, string>, extensions: Extensions = {}): Promise<MasterDatabase> {
    const engine = await PGlite.create({ extensions });
    await engine.exec("CREATE ROLE master CREATEROLE CREATEDB LOGIN; ALTER DATABASE postgres OWNER TO master");
    return new MasterDatabase(engine, passwords);
  }

  async as<T>(role: string, run: () => Promise<T>): Promise<T> {
    await this.engine.exec(`SET SESSION AUTHORIZATION "${role}"`);
    try {
      return await run();
    } finally {
      // RESET does nothing in this build of the engine.
      await this.engine.exec("SET SESSION AUTHORIZATION postgres; RESET search_path");
    }
  }

  /** Runs the script as the bootstrap task does: in one transaction, as the master. */
  async bootstrap(args: BootstrapArgs): Promise<void> {
    for (const [role, password] of Object.entries(this.passwords)) {
      await this.engine.query("SELECT set_config($1, $2, false)", [passwordParameter(role), password]);
    }
    await this.as("master", async () => {
      await this.engine.exec("BEGIN");
      try {
        await this.engine.exec(`${bootstrapSql(args)};COMMIT`);
      } catch (error) {
        await this.engine.exec("ROLLBACK");
        throw error;
      }
    });
  }

  /** First column of the first row. */
  async value(sql: string, parameters: string[] = []): Promise<unknown> {
    const { rows } = await this.engine.query<Record<string, unknown>>(sql, parameters);
    return Object.values(rows[0] ?? {})[0];
  }

  /** Everything that the script may touch, as a superuser sees it. */
  async catalog(): Promise<string> {
    return String(await this.value(catalog));
  }
}

const catalog = `SELECT jsonb_pretty(jsonb_build_object(
  'roles', (SELECT jsonb_agg(to_jsonb(a) ORDER BY oid) FROM pg_authid a),
  'members', (SELECT jsonb_agg(to_jsonb(m) ORDER BY oid) FROM pg_auth_members m),
  'settings', (SELECT jsonb_agg(to_jsonb(s)) FROM pg_db_role_setting s),
  'defaults', (SELECT jsonb_agg(to_jsonb(d) ORDER BY oid) FROM pg_default_acl d),
  'schemas', (SELECT jsonb_agg(to_jsonb(n) ORDER BY oid) FROM pg_namespace n),
  'databases', (SELECT jsonb_agg(to_jsonb(d) - 'datfrozenxid' - 'datminmxid' ORDER BY oid) FROM pg_database d),
  'comments', (SELECT jsonb_agg(to_jsonb(c) ORDER BY objoid) FROM pg_shdescription c),
  'extensions', (SELECT jsonb_agg(to_jsonb(e) ORDER BY oid) FROM pg_extension e),
  'objects', (SELECT jsonb_agg(jsonb_build_array(relname, relowner, relacl::text) ORDER BY oid) FROM pg_class),
  'routines', (SELECT jsonb_agg(jsonb_build_array(proname, proowner, proacl::text) ORDER BY oid) FROM pg_proc),
  'types', (SELECT jsonb_agg(jsonb_build_array(typname, typowner) ORDER BY oid) FROM pg_type)
)) AS catalog`;
