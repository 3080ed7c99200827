import { z } from "zod";
import type { LogPage } from "../../cloud/operations.ts";
import { linesOf } from "../models/container-log.ts";
import { token } from "../models/tokens.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({
  logGroup: z.string(),
  streams: z.string().default(""),
  from: z.number(),
  withOneOf: z.array(z.string()).default([]),
  place,
});

/** All lines of a log group that are asked for, on one page; undefined when there is no such group. */
export function logLines(accounts: Accounts, body: unknown): LogPage | undefined {
  const { logGroup, streams, from, withOneOf, ...asked } = question.parse(body);
  const account = accountAt(accounts, asked.place.accountId);
  if (account.get(token.logGroup, logGroup) === undefined) return undefined;
  const isWanted = (text: string) => withOneOf.length === 0 || withOneOf.some((one) => text.includes(one));
  return {
    lines: linesOf(account, logGroup)
      .map((line, number) => ({ id: `${number}`, ...line }))
      .filter(({ stream, at, text }) => stream.startsWith(streams) && at >= from && isWanted(text)),
  };
}
