import assert from "node:assert/strict";
import { mapValues } from "../../lib/records.ts";
import { evaluate, statementsOf } from "../../sandbox/models/policy-document.ts";
import { answered, at, type Declared } from "./declare-stack.ts";
import { providerActions } from "./provider-actions.ts";

/** Whether somebody may do something, with values of condition keys. */
export type May = (action: string, resource: string, context?: Readonly<Record<string, string>>) => boolean;

/** What a role may do by the texts of its policies, and of its boundary when it has one. */
export function mayBy(policies: readonly string[], boundary?: string): May {
  const judges = [policies, boundary === undefined ? [] : [boundary]]
    .filter((texts) => texts.length > 0)
    .map((texts) => texts.flatMap(statementsOf));
  return (action, resource, context = {}) =>
    judges.every((statements) => evaluate(statements, action, resource, context));
}

/** What a role would be refused that works with one planned resource as the provider does. */
export function refusedActions(
  declared: Declared,
  path: string,
  may: May,
  wants: (action: string, inUpAlone: boolean) => boolean = () => true,
): string[] {
  const { type } = at(declared, path);
  const asked = providerActions[type]?.asked;
  assert(asked, `test/support/provider-actions.ts does not say what a ${type} needs`);
  const here = placed(declared);
  return asked.flatMap(({ actions, of, untagged, inUpAlone = false, context = {} }) => {
    const asks = here(of ?? String(answered(declared, path).arn));
    assert.match(asks, /^(\*|arn:aws:.*)$/, `${path} has no ARN`);
    const keys = { ...(!untagged && defaultTags(declared)), ...mapValues(context, here) };
    return actions
      .filter((action) => wants(action, inUpAlone) && !may(action, asks, keys))
      .map((action) => `${action} on ${asks}, for ${path}`);
  });
}

/** Puts a plan's account and prefix into a text of the table. */
function placed({ place: { accountId, prefix } }: Declared) {
  return (text: string) => text.replace("111111111111", accountId).replace("<prefix>", prefix);
}

/** Tags that the plan's provider puts on everything, as IAM sees them. */
function defaultTags(declared: Declared): Record<string, string> {
  const { defaultTags: given } = at(declared, "account").inputs;
  const { tags } = (typeof given === "string" ? JSON.parse(given) : given) as { tags: Record<string, string> };
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}
