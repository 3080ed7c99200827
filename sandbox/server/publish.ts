import { z } from "zod";
import { TOPIC } from "../models/topic-tokens.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({
  topicArn: z.string(),
  subject: z.string().min(1).max(100),
  text: z.string().min(1),
  forAddresses: z.string(),
  place,
});

/** Tells nobody: there is nobody in here. Whether the topic is there is as on AWS. */
export function publish(accounts: Accounts, body: unknown): boolean {
  const asked = question.parse(body);
  const account = accountAt(accounts, asked.place.accountId);
  return account.find(TOPIC, ({ id }) => id === asked.topicArn) !== undefined;
}
