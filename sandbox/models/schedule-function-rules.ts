import type { InAccount, Rule, Values } from "../model.ts";
import { FUNCTION } from "./function-tokens.ts";
import { allows } from "./iam.ts";
import { object, str } from "./values.ts";

const SOURCE = "https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html";

/** The function that a schedule calls, if it calls one. */
function functionOf(inputs: Values): string | undefined {
  const target = str(object(inputs, "target"), "arn");
  return target?.includes(":lambda:") ? target : undefined;
}

const functionExists: Rule<InAccount> = {
  id: "schedule-function-exists",
  says: "A schedule of a function names one that exists.",
  source: SOURCE,
  refuse({ resource: { inputs }, account }) {
    const target = functionOf(inputs);
    return target === undefined || account.byArn(target)?.type === FUNCTION
      ? undefined
      : `ValidationException: target "${target}" is no function of this account: take the ARN from the function`;
  },
};

const mayInvoke: Rule<InAccount> = {
  id: "schedule-role-may-invoke",
  says: "The role of a schedule may call its function: it would never run otherwise.",
  source: SOURCE,
  refuse({ resource: { inputs }, account }) {
    const target = functionOf(inputs);
    const role = str(object(inputs, "target"), "roleArn") ?? "";
    return target === undefined || allows(account, role, "lambda:InvokeFunction", target)
      ? undefined
      : `AccessDeniedException: ${role} is not authorized to perform: lambda:InvokeFunction on resource: ${target}: the function would never run. Allow it in the role's policy, before the schedule`;
  },
};

/** Rules on a schedule that calls a function. */
export const scheduleFunctionRules: readonly Rule<InAccount>[] = [functionExists, mayInvoke];
