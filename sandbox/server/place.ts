import { z } from "zod";
import type { Account } from "../account.ts";
import type { Accounts } from "./accounts.ts";

/** Where a question is about, as the program's provider is configured. */
export const place = z.object({ accountId: z.string(), region: z.string() });

/** The account of a place; one that the world does not list cannot be asked about. */
export function accountAt(accounts: Accounts, accountId: string): Account {
  if (!accounts.world.accounts.includes(accountId)) {
    throw new Error(`account ${accountId} is not one that ${accounts.world.file} lists: add it to accounts`);
  }
  const account = accounts.get(accountId);
  // Whoever asks AWS at run time tries again until what was just made is visible.
  account.reveal();
  return account;
}
