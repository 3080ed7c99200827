import { z } from "zod";
import { keepSnapshot, snapshotNamed } from "../models/database-snapshots.ts";
import { instanceNamed } from "../models/database-source.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({ database: z.string(), name: z.string(), place });

/** Takes a snapshot of an instance, at once; one of this name is kept as it is. */
export function snapshot(accounts: Accounts, body: unknown): true {
  const asked = question.parse(body);
  const account = accountAt(accounts, asked.place.accountId);
  const instance = instanceNamed(account, asked.place, asked.database);
  if (!instance) {
    throw new Error(`DBInstanceNotFound: DBInstance ${asked.database} not found: name one that is there`);
  }
  if (!snapshotNamed(account, asked.place, asked.name)) {
    if (instance.outputs.status !== "available") {
      throw new Error(
        `InvalidDBInstanceState: Instance ${asked.database} is not in available state, it is ${instance.outputs.status}: start it first`,
      );
    }
    keepSnapshot(account, asked.place, instance, asked.name);
  }
  return true;
}
