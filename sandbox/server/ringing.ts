import { z } from "zod";
import type { RingingAlarm } from "../../cloud/cloud.ts";
import { token } from "../models/tokens.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({ alarms: z.array(z.string()), place });

/** An alarm rings in here for as long as the run to which its fault was given. */
const since = new Date(Math.floor(performance.timeOrigin)).toISOString();

/** Which of these alarms ring; one that does not exist rings for nobody. */
export function ringing(accounts: Accounts, body: unknown): readonly RingingAlarm[] {
  const asked = question.parse(body);
  const account = accountAt(accounts, asked.place.accountId);
  const there = asked.alarms.filter((name) => account.find(token.alarm, ({ outputs }) => outputs.name === name));
  return account.mishaps.ringing(there).map((name) => ({ name, reason: "Threshold Crossed: injected fault", since }));
}
