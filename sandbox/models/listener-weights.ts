import type { Account } from "../account.ts";
import type { Resource, Values } from "../model.ts";
import { isObject, num, object, objects, str } from "./values.ts";

/** Weight of each target group, by ARN, in the forward action of a listener rule. */
export function weightsOf(rule: Resource): Readonly<Record<string, number>> {
  const forward = objects(rule.outputs, "actions").find(({ type }) => type === "forward") ?? {};
  const groups = objects(object(forward, "forward"), "targetGroups");
  const single = str(forward, "targetGroupArn");
  return Object.fromEntries([
    ...(single === undefined ? [] : [[single, 1]]),
    ...groups.map((group) => [str(group, "arn") ?? "", num(group, "weight") ?? 1]),
  ]);
}

/** Sends all requests of a rule to one of its target groups, as ECS does at the end of a deployment that shifts them. */
export function shiftTo(account: Account, rule: Resource, targetGroup: string): void {
  const shifted = (values: Values): Values => ({
    ...values,
    actions: objects(values, "actions").map((action) =>
      isObject(action.forward) ? { ...action, forward: shiftedForward(action.forward, targetGroup) } : action,
    ),
  });
  account.put({ ...rule, inputs: shifted(rule.inputs), outputs: shifted(rule.outputs) });
}

function shiftedForward(forward: Values, to: string): Values {
  const targetGroups = objects(forward, "targetGroups").map((group) => ({
    ...group,
    weight: group.arn === to ? 100 : 0,
  }));
  return { ...forward, targetGroups };
}
