import { setTimeout as sleep } from "node:timers/promises";
import type { InAccount, Model, None, Rule } from "../model.ts";
import { modelOf } from "../models/registry.ts";
import type { ResourceSpec } from "../spec/resource-spec.ts";
import { specOf } from "../spec/spec.ts";

/** The model and the specification of a type; a type without is refused, never echoed. */
export function known(type: string): { readonly model: Model; readonly spec: ResourceSpec } {
  const model = modelOf(type);
  if (!model)
    throw new Error(
      `the sandbox has no model of ${type}: add one to a file in sandbox/models/ and list that file in sandbox/models/registry.ts`,
    );
  const spec = specOf(type);
  if (!spec)
    throw new Error(`the sandbox's specification has no ${type}: add it to tools/spec/types.ts and generate it`);
  return { model, spec };
}

const LAG_MS = 20;

/** Refuses what AWS would refuse; what only is not visible yet is waited for, as the provider does. */
export async function satisfied(rules: readonly Rule<InAccount>[] | None, subject: InAccount): Promise<void> {
  try {
    refuse(rules, subject);
  } catch (refusal) {
    if (!subject.account.reveal()) throw refusal;
    await sleep(LAG_MS);
    refuse(rules, subject);
  }
}

/** Refuses with all that the rules have to say. */
export function refuse(rules: readonly Rule<InAccount>[] | None, subject: InAccount): void {
  if ("none" in rules) return;
  const refusals = rules.map((rule) => rule.refuse(subject)).filter((refusal) => refusal !== undefined);
  if (refusals.length > 0) throw new Error(refusals.join("\n"));
}
