// Logs in to a restored database and asks it one question. It never says what the database holds.
import { readFileSync } from "node:fs";
import pg from "pg";

/** A password that is not the one of the backup, a role or a database that is not in it. */
const notInTheBackup = ["28P01", "28000", "3D000"];

/** Postgres has no connection left, or is going down or coming up: that says nothing of what is in the copy. */
const passes = /^(53300|57P0[1-3])$/;

/**
 * Whether a copy is good. Throws when that cannot be told: then somebody should ask again.
 */
export async function judge({ logins, query, ...place }) {
  let refusal;
  for (const login of logins) {
    const client = clientOf(place, login);
    // What fails is told by the call that fails; an error without a listener would end the process.
    client.on("error", () => undefined);
    try {
      await client.connect();
    } catch (error) {
      if (!notInTheBackup.includes(error.code)) {
        throw error;
      }
      refusal = failed(`nobody can log in as ${login.username}: ${error.message}`);
      continue;
    }
    try {
      return await ask(client, query);
    } finally {
      await client.end();
    }
  }
  return refusal;
}

function clientOf({ host, port, database }, { username, password }) {
  return new pg.Client({
    ...{ host, port, database, user: username, password },
    // Certificate and host name are verified, by the authorities of RDS alone.
    ssl: { ca: readFileSync(new URL("ca.pem", import.meta.url), "utf8") },
    connectionTimeoutMillis: 10_000,
  });
}

async function ask(client, query) {
  try {
    await client.query("BEGIN TRANSACTION READ ONLY");
    await client.query("SET LOCAL statement_timeout = '120s'");
    const { rows } = await client.query({ text: query, rowMode: "array" });
    const value = rows[0]?.[0];
    // Postgres counts in bigint, which comes as text.
    return value === true || (["number", "string"].includes(typeof value) && Number(value) > 0)
      ? { status: "SUCCESSFUL", message: "the query found what it looks for" }
      : failed("the query gave neither true nor a number over 0");
  } catch (error) {
    if (error instanceof pg.DatabaseError && !passes.test(error.code)) {
      // What these say is in the query and the schema; the words of others may hold data.
      return failed(`the query failed: ${error.code.startsWith("42") ? error.message : `SQLSTATE ${error.code}`}`);
    }
    throw error;
  }
}

function failed(message) {
  return { status: "FAILED", message: message.slice(0, 1000) };
}
