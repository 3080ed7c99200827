import assert from "node:assert/strict";
import { judge } from "../../policy/judge.ts";
import type { PolicyResource, Rule } from "../../policy/rule.ts";

/** What a test says of a resource that a rule judges. */
interface Own {
  readonly name?: string;
  readonly protect?: boolean;
  /** Resources that give an input its value. */
  readonly references?: Readonly<Record<string, readonly PolicyResource[]>>;
}

/** A resource as a rule sees it. */
export function resource(type: string, inputs: Readonly<Record<string, unknown>>, own: Own = {}): PolicyResource {
  const { name = "it", protect = false, references = {} } = own;
  const urn = `urn:pulumi:test::test::${type}::${name}`;
  return { type, name, urn, path: name, protect, inputs, references: (input) => references[input] ?? [] };
}

/** Programs that a rule has nothing to say of, and others with what it says of them. */
export interface RuleCases {
  readonly holds: Readonly<Record<string, readonly PolicyResource[]>>;
  readonly breaks: Readonly<Record<string, readonly [resources: readonly PolicyResource[], ...says: string[]]>>;
}

/** Tests the rules of an area: each has a program that breaks it, and one that does not. */
export function testRules(rules: readonly Rule[], cases: Readonly<Record<string, RuleCases>>): void {
  const findings = (rule: Rule, resources: readonly PolicyResource[]) =>
    judge(resources, [], [rule]).map(({ says }) => says);

  it("have cases of both kinds, since a rule that never finds anything holds nothing", () => {
    const tested = Object.keys(cases).filter((name) => Object.keys(cases[name]?.holds ?? {}).length > 0);
    assert.deepEqual(tested.sort(), rules.map(({ name }) => name).sort());
    assert(Object.values(cases).every(({ breaks }) => Object.keys(breaks).length > 0));
  });
  for (const rule of rules) {
    const { holds = {}, breaks = {} } = cases[rule.name] ?? {};
    for (const [what, resources] of Object.entries(holds)) {
      it(`${rule.name}: passes ${what}`, () => {
        assert.deepEqual(findings(rule, resources), []);
      });
    }
    for (const [what, [resources, ...says]] of Object.entries(breaks)) {
      it(`${rule.name}: finds ${what}`, () => {
        assert.deepEqual(findings(rule, resources), says);
      });
    }
  }
}
