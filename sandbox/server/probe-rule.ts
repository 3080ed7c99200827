import { matches } from "../../lib/wildcards.ts";
import type { Account } from "../account.ts";
import type { Resource, Values } from "../model.ts";
import { token } from "../models/tokens.ts";
import { num, objects, textsAt } from "../models/values.ts";

/** What a listener looks at. */
export interface Request {
  readonly host: string;
  readonly path: string;
  readonly method: string;
}

/** Values of a condition, by its kind, and what they are compared with; a kind that is not here takes no request. */
const conditions: Readonly<Record<string, (condition: Values, request: Request) => boolean>> = {
  hostHeader: (condition, { host }) =>
    textsAt(condition, "hostHeader.values").some((name) => matches(name.toLowerCase(), host.toLowerCase())),
  pathPattern: (condition, { path }) =>
    textsAt(condition, "pathPattern.values").some((pattern) => matches(pattern, path)),
  httpRequestMethod: (condition, { method }) => textsAt(condition, "httpRequestMethod.values").includes(method),
  // From where this is asked, nobody can say; whoever is let in somewhere is let in here.
  sourceIp: () => true,
};

/** What a listener does with a request: the actions of the first rule that takes it, else its own. */
export function actionFor(account: Account, listener: Resource, request: Request): Values {
  const rules = account
    .all(token.listenerRule)
    .filter(({ outputs }) => outputs.listenerArn === listener.outputs.arn)
    .toSorted((one, other) => (num(one.outputs, "priority") ?? 0) - (num(other.outputs, "priority") ?? 0));
  const taken = rules.find(({ outputs }) => objects(outputs, "conditions").every((one) => takes(one, request)));
  const actions = taken ? objects(taken.outputs, "actions") : objects(listener.outputs, "defaultActions");
  return actions.at(-1) ?? {};
}

function takes(condition: Values, request: Request): boolean {
  return Object.entries(conditions).some(([kind, fits]) => condition[kind] !== undefined && fits(condition, request));
}
