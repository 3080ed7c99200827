import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { policyExceptions } from "../../config/policy-exceptions.ts";
import { readStack } from "../../config/read-stack.ts";
import { explanationOf } from "../../lib/policy-exception.ts";
import { nameOf } from "../../lib/urn.ts";
import { planStack } from "../../plan/plan-stack.ts";
import type { Finding } from "../../policy/judge.ts";
import { rules, rulesByArea } from "../../policy/rules.ts";
import { urlOf } from "../../policy/sources.ts";
import { page, withPolicies } from "../../tools/docs/policies.ts";
import { pathsOf } from "../house/sources.ts";
import { allStacks } from "../support/stack-files.ts";

describe("the rules", () => {
  it("have one file each, which is called after its rule and is known to its area", () => {
    const files = Object.entries(rulesByArea).flatMap(([area, ofArea]) =>
      ofArea.map(({ name }) => `policy/rules/${area}/${name}.ts`),
    );
    assert.deepEqual(files.toSorted(), pathsOf("policy/rules/*/*.ts").toSorted());
  });

  it("have names of their own, which Pulumi takes as ids of policies", () => {
    const names = rules.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name === "all"),
      [],
    );
    assert.equal(new Set(names).size, names.length);
  });

  it("say what, why, from where and what to do, in whole sentences", () => {
    const texts = rules.flatMap(({ name, demands, why, wayOut }) =>
      [demands, why, wayOut].map((text) => ({ name, text })),
    );
    assert.deepEqual(
      texts.filter(({ text }) => !/^[A-Z`].*\.$/s.test(text)),
      [],
    );
    for (const { name, sources, types } of rules) {
      assert.ok(sources.length > 0 && types.length > 0, name);
      for (const source of sources) {
        assert.ok(URL.canParse(urlOf(source)), `${name}: ${urlOf(source)}`);
      }
    }
  });

  it("stand on their page as the code has them, so that nobody reads about others", () => {
    const text = readFileSync(new URL(`../../${page}`, import.meta.url), "utf8");
    assert.ok(text === withPolicies(text), `${page} is stale: run node tools/docs/policies.ts`);
  });
});

for (const { name, file } of allStacks) {
  describe(`the rules, asked of ${name}`, () => {
    let findings: readonly Finding[];
    before(async () => {
      ({ findings } = await planStack(file));
    });

    it("find nothing that nobody has explained", () => {
      assert.deepEqual(
        findings.filter(({ because }) => because === undefined),
        [],
      );
    });

    it("need every exception that there is, because one that nothing needs hides the next fault", () => {
      const { stack } = readStack(file, process.cwd()).resolved;
      const dead = policyExceptions(stack).filter(
        (exception) => !findings.some(({ rule, urn }) => explanationOf(rule, nameOf(urn), [exception]) !== undefined),
      );
      assert.deepEqual(dead, []);
    });
  });
}
