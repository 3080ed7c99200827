import assert from "node:assert/strict";
import type { InAccount, Model, None, Rule, Values } from "../../../sandbox/model.ts";
import { allModels } from "../../../sandbox/models/registry.ts";

/** Inputs for a rule on inputs alone; for one on the account, what makes the account. */
type Subject = Values | (() => InAccount);

const broken = new Set<string>();
const passed = new Set<string>();

/** A test: the rule refuses, and its sentence has `part` in it. */
export function breaks(ruleId: string, title: string, subject: Subject, part: string): void {
  broken.add(ruleId);
  it(`refuses ${title} (${ruleId})`, () => {
    const refusal = ask(ruleId, subject);
    assert.ok(refusal, `${ruleId} refuses nothing`);
    assert.ok(refusal.includes(part), refusal);
    assert.doesNotMatch(refusal, /undefined|\[object|NaN/);
    assert.match(refusal, /: \S/, "a refusal says what to do");
  });
}

/** A test: the rule lets the subject through. */
export function passes(ruleId: string, title: string, subject: Subject): void {
  passed.add(ruleId);
  it(`takes ${title} (${ruleId})`, () => assert.equal(ask(ruleId, subject), undefined));
}

/** Ids of the rules that a test breaks. */
export function brokenRules(): ReadonlySet<string> {
  return broken;
}

/** Ids of the rules that a test passes. */
export function passedRules(): ReadonlySet<string> {
  return passed;
}

function ask(ruleId: string, subject: Subject): string | undefined {
  for (const model of allModels) {
    const onInputs = (model.checks ?? []).find(({ id }) => id === ruleId);
    if (onInputs) {
      assert.ok(typeof subject !== "function", `${ruleId} is asked about inputs alone`);
      return onInputs.refuse(subject);
    }
    const onAccount = rulesOnAccount(model).find(({ id }) => id === ruleId);
    if (onAccount) {
      assert.ok(typeof subject === "function", `${ruleId} is asked about a resource in an account`);
      return onAccount.refuse(subject());
    }
  }
  return assert.fail(`no model has the rule ${ruleId}`);
}

function rulesOnAccount({ requires, blocksDelete }: Model): readonly Rule<InAccount>[] {
  const rules = (some: readonly Rule<InAccount>[] | None) => ("none" in some ? [] : some);
  return [...rules(requires), ...rules(blocksDelete)];
}
