import assert from "node:assert/strict";
import { join } from "node:path";
import { Client } from "pg";
import { caBundlePath, databaseUrl } from "../../lib/store-url.ts";
import { describeOnPostgres } from "./on-postgres.ts";

const bundle = join(import.meta.dirname, "..", "..", "lib", "ca-bundles", "eu-north-1.pem");

describeOnPostgres("the URL that node-postgres is given", (on) => {
  /** Asks with nothing but the URL, whose bundle is where the test has one. */
  async function ask(host: string, caFile: string): Promise<unknown> {
    on.login = { user: "postgres", password: "Canary0api" };
    const { url } = databaseUrl({ host, port: on.port, database: "postgres", dialect: "node-postgres", ...on.login });
    const client = new Client({ connectionString: url.replace(caBundlePath, caFile) });
    try {
      await client.connect();
      const { rows } = await client.query("SELECT 1 AS one");
      return rows[0]?.one;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  it("connects to a server that proves who it is", async () => {
    assert.equal(await ask("localhost", on.caFile), 1);
  });

  it("refuses a certificate of another authority", async () => {
    await assert.rejects(ask("localhost", bundle), /certificate/);
  });

  it("refuses a certificate of another host, which a stolen one of another database would be", async () => {
    await assert.rejects(ask("127.0.0.1", on.caFile), /altnames|does not match|IP/);
  });
});
