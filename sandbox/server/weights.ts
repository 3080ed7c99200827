import { z } from "zod";
import { weightsOf } from "../models/listener-weights.ts";
import { token } from "../models/tokens.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({ listenerRuleArn: z.string(), place });

/** Weight of each target group of a listener rule, as the last deployment left them. */
export function weights(accounts: Accounts, body: unknown): Readonly<Record<string, number>> {
  const asked = question.parse(body);
  const rule = accountAt(accounts, asked.place.accountId).byArn(asked.listenerRuleArn);
  if (rule?.type !== token.listenerRule) {
    throw new Error(`RuleNotFound: listener rule ${asked.listenerRuleArn} does not exist`);
  }
  return weightsOf(rule);
}
