import { z } from "zod";
import type { SecretFound } from "../../cloud/cloud.ts";
import { SECRET } from "../models/secret-tokens.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({ arn: z.string(), keys: z.boolean(), place });

/** Whether a secret exists. The sandbox holds no values, so it knows the keys of those alone that its world tells. */
export function secret(accounts: Accounts, body: unknown): SecretFound {
  const asked = question.parse(body);
  const { world } = accounts;
  const told = world.existingSecrets.find(({ arn }) => arn === asked.arn);
  const made = accountAt(accounts, asked.place.accountId).get(SECRET, asked.arn);
  if (told === undefined && made === undefined) {
    return {
      is: "missing",
      reason: `Secrets Manager can't find the specified secret: add it to existingSecrets in ${world.file} if it is there before slipway`,
    };
  }
  if (!asked.keys) return { is: "there" };
  return told?.keys === undefined
    ? { is: "notChecked", reason: `${world.file} tells no keys of it` }
    : { is: "there", keys: told.keys };
}
