import { z } from "zod";
import { token } from "../models/tokens.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({ roleName: z.string(), place });

/** The trust policy of a role; undefined when there is no such role. */
export function roleTrust(accounts: Accounts, body: unknown): unknown {
  const asked = question.parse(body);
  const account = accountAt(accounts, asked.place.accountId);
  const role = account.find(token.role, ({ outputs }) => outputs.name === asked.roleName);
  return role && JSON.parse(String(role.outputs.assumeRolePolicy));
}
