import { z } from "zod";
import { obey, type SleepCloud } from "../../functions/sleep/settle.mjs";
import type { Account } from "../account.ts";
import type { Resource, Values } from "../model.ts";
import { FUNCTION } from "../models/function-tokens.ts";
import { SCALABLE_TARGET } from "../models/scaling-tokens.ts";
import { PARAMETER } from "../models/secret-tokens.ts";
import { token } from "../models/tokens.ts";
import { num, object, str } from "../models/values.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({ functionName: z.string(), payload: z.object({ do: z.string() }), place });
const sleepPlan = z.object({
  cluster: z.string(),
  parameter: z.string(),
  services: z.record(z.string(), z.object({ min: z.number(), max: z.number(), scaled: z.boolean() })),
  databases: z.array(z.string()),
});

/**
 * Calls a function. The sandbox runs one of them, the one that puts a stack to sleep: its own code on what the account
 * holds, where a database stops and starts at once.
 */
export async function invoke(accounts: Accounts, body: unknown): Promise<unknown> {
  const asked = question.parse(body);
  const account = accountAt(accounts, asked.place.accountId);
  const found = account.find(FUNCTION, ({ outputs }) => outputs.name === asked.functionName);
  if (found === undefined) return undefined;
  const { SLEEP_PLAN: plan } = object(object(found.inputs, "environment"), "variables");
  if (typeof plan !== "string") {
    throw new Error(
      `the sandbox does not run function ${asked.functionName}: it has only the one that sleeps and wakes`,
    );
  }
  const known = sleepPlan.parse(JSON.parse(plan));
  return obey(asked.payload.do, known, cloudIn(account, known));
}

function cloudIn(account: Account, { cluster, parameter }: z.infer<typeof sleepPlan>): SleepCloud {
  const service = (name: string) => account.find(token.service, ({ outputs }) => outputs.name === name);
  const instance = (identifier: string) =>
    account.find(token.instance, ({ outputs }) => outputs.identifier === identifier);
  const change = (resource: Resource | undefined, values: Values) => {
    if (resource) account.put({ ...resource, ...changed(resource, values) });
  };
  const mark = () => account.find(PARAMETER, ({ outputs }) => outputs.name === parameter);
  return {
    recall: async () => str(mark()?.outputs ?? {}, "insecureValue") ?? "",
    remember: async (value) => change(mark(), { insecureValue: value }),
    services: async (names) =>
      Object.fromEntries(
        names.flatMap((name) => {
          const desired = num(service(name)?.outputs ?? {}, "desiredCount");
          return desired === undefined ? [] : [[name, { desired, running: desired }]];
        }),
      ),
    bound: async (name, minCapacity, maxCapacity) => {
      const id = `service/${cluster}/${name}`;
      const target = account.find(SCALABLE_TARGET, ({ outputs }) => outputs.resourceId === id);
      change(target, { minCapacity, maxCapacity });
    },
    run: async (name, desiredCount) => change(service(name), { desiredCount }),
    databases: async (identifiers) =>
      Object.fromEntries(
        identifiers.flatMap((identifier) => {
          const status = str(instance(identifier)?.outputs ?? {}, "status");
          return status === undefined ? [] : [[identifier, status]];
        }),
      ),
    start: async (identifier) => change(instance(identifier), { status: "available" }),
    stop: async (identifier) => change(instance(identifier), { status: "stopped" }),
  };
}

/** What a refresh then finds: also what the program has a say in is as it is, and not as it was asked for. */
function changed({ inputs, outputs }: Resource, values: Values): Pick<Resource, "inputs" | "outputs"> {
  const asked = Object.entries(values).filter(([key]) => key in inputs);
  return { inputs: { ...inputs, ...Object.fromEntries(asked) }, outputs: { ...outputs, ...values } };
}
