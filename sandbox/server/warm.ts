import { z } from "zod";
import { warm as warmImage } from "../pull-through.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({ repository: z.string(), tag: z.string(), digest: z.string(), place });

/** Has ECR pull an image through its cache. */
export function warm(accounts: Accounts, body: unknown): true {
  const { place: where, ...image } = question.parse(body);
  warmImage(accountAt(accounts, where.accountId), where, image);
  return true;
}
