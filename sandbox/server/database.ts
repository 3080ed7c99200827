import { z } from "zod";
import type { DatabaseReport } from "../../cloud/cloud.ts";
import { instanceNamed } from "../models/database-source.ts";
import { texts } from "../models/values.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({ identifier: z.string(), place });

/** What a database instance does; undefined when there is none. */
export function database(accounts: Accounts, body: unknown): DatabaseReport | undefined {
  const asked = question.parse(body);
  const found = instanceNamed(accountAt(accounts, asked.place.accountId), asked.place, asked.identifier);
  if (!found) return undefined;
  const replicas = texts(found.outputs, "replicas");
  const engineVersion = String(found.outputs.engineVersionActual);
  return { status: String(found.outputs.status), engineVersion, ...(replicas.length > 0 && { replicas }) };
}
