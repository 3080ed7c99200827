import { z } from "zod";
import type { ServiceReport } from "../../cloud/cloud.ts";
import { reportOf } from "../models/ecs-deployment.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";
import { serviceAt } from "./running.ts";

const question = z.object({ cluster: z.string(), service: z.string(), wanted: z.string().optional(), place });

/** What a service does, with the stopped tasks of one revision when one is wanted. */
export function service(accounts: Accounts, body: unknown): ServiceReport | undefined {
  const asked = question.parse(body);
  const account = accountAt(accounts, asked.place.accountId);
  const found = serviceAt(account, asked);
  if (found === undefined) return undefined;
  const report = reportOf(account, found);
  const isWanted = ({ taskDefinition }: { taskDefinition: string }) =>
    asked.wanted === undefined || taskDefinition === asked.wanted;
  return { ...report, stoppedTasks: report.stoppedTasks.filter(isWanted) };
}
