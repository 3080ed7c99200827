import { z } from "zod";
import type { StoreEndpoint } from "../../cloud/operations.ts";
import { instanceNamed } from "../models/database-source.ts";
import { token } from "../models/tokens.ts";
import { num, str } from "../models/values.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({ store: z.enum(["database", "cache"]), identifier: z.string(), place });

/** Where a store listens; undefined when there is none. */
export function endpoint(accounts: Accounts, body: unknown): StoreEndpoint | undefined {
  const { store, identifier, place: at } = question.parse(body);
  const account = accountAt(accounts, at.accountId);
  const found =
    store === "database"
      ? instanceNamed(account, at, identifier)
      : account.find(token.replicationGroup, ({ inputs }) => inputs.replicationGroupId === identifier);
  const host = str(found?.outputs ?? {}, store === "database" ? "address" : "primaryEndpointAddress");
  const port = num(found?.outputs ?? {}, "port");
  return host === undefined || port === undefined ? undefined : { host, port };
}
